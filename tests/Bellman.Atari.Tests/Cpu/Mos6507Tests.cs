using Bellman.Atari.Cpu;

namespace Bellman.Atari.Tests.Cpu;

public class Mos6507Tests
{
    private const int Start = 0x0600;
    private readonly FlatBus _bus = new();
    private CpuState _cpu = CpuState.AfterReset(Start);

    [Fact]
    public void After_a_reset_only_the_two_fixed_status_bits_are_set()
    {
        Assert.Equal(0x30, _cpu.P);
        Assert.Equal(0xFF, _cpu.S);
    }

    [Theory]
    [InlineData(0x00, 0x32)] // zero
    [InlineData(0x80, 0xB0)] // negative
    [InlineData(0x01, 0x30)]
    public void Loading_sets_zero_and_negative(int value, int status)
    {
        Run(1, 0xA9, (byte)value);
        Assert.Equal(value, _cpu.A);
        Assert.Equal(status, _cpu.P);
        Assert.Equal(2, _cpu.Cycles);
    }

    [Theory]
    [InlineData(0x50, 0x10, 0, 0x60, false, false)]
    [InlineData(0x50, 0x50, 0, 0xA0, false, true)]
    [InlineData(0xD0, 0x90, 0, 0x60, true, true)]
    [InlineData(0xFF, 0x00, 1, 0x00, true, false)]
    public void Binary_addition_carries_and_overflows(int a, int operand, int carry, int sum, bool carried, bool overflowed)
    {
        _cpu.A = (byte)a;
        _cpu.P |= (byte)carry;
        Run(1, 0x69, (byte)operand);
        Assert.Equal(sum, _cpu.A);
        Assert.Equal(carried, Has(Status.Carry));
        Assert.Equal(overflowed, Has(Status.Overflow));
    }

    [Theory]
    [InlineData(0x15, 0x27, 0, 0x42, false)]
    [InlineData(0x81, 0x92, 0, 0x73, true)]
    [InlineData(0x99, 0x00, 1, 0x00, true)]
    public void Decimal_addition_counts_in_tens(int a, int operand, int carry, int sum, bool carried)
    {
        _cpu.A = (byte)a;
        _cpu.P |= (byte)(Status.Decimal | carry);
        Run(1, 0x69, (byte)operand);
        Assert.Equal(sum, _cpu.A);
        Assert.Equal(carried, Has(Status.Carry));
    }

    [Theory]
    [InlineData(0x46, 0x12, 1, 0x34, true)]
    [InlineData(0x12, 0x21, 1, 0x91, false)]
    [InlineData(0x00, 0xFF, 1, 10 * 0xB + 0xF, false)] // no digits: 0 - 165 + 100 is negative, so entry $BF of the table of values is read
    public void Decimal_subtraction_borrows_tens(int a, int operand, int carry, int difference, bool notBorrowed)
    {
        _cpu.A = (byte)a;
        _cpu.P |= (byte)(Status.Decimal | carry);
        Run(1, 0xE9, (byte)operand);
        Assert.Equal(difference, _cpu.A);
        Assert.Equal(notBorrowed, Has(Status.Carry));
    }

    [Theory]
    [InlineData(0xBD, 0x00, 4)] // LDA abs,X
    [InlineData(0xBD, 0xFF, 5)]
    [InlineData(0x9D, 0xFF, 5)] // STA abs,X
    [InlineData(0xFE, 0xFF, 7)] // INC abs,X
    [InlineData(0x1C, 0xFF, 5)] // NOP abs,X
    [InlineData(0xA7, 0x00, 4)] // LAX zp: one more in ALE than in a real processor
    public void Crossing_a_page_costs_a_cycle_only_where_an_instruction_reads(int opcode, int x, int cycles)
    {
        _cpu.X = (byte)x;
        Run(1, (byte)opcode, 0x01, 0x20);
        Assert.Equal(cycles, _cpu.Cycles);
    }

    [Theory]
    [InlineData(0x0600, 0x10, 3)]
    [InlineData(0x06F0, 0x20, 4)] // to the next page
    public void A_taken_branch_costs_one_cycle_or_two(int at, int distance, int cycles)
    {
        _cpu.PC = (ushort)at;
        _bus.Memory[at] = 0xD0;
        _bus.Memory[at + 1] = (byte)distance;
        Mos6507.Run(ref _cpu, _bus, 1);
        Assert.Equal(at + 2 + distance, _cpu.PC);
        Assert.Equal(cycles, _cpu.Cycles);
    }

    [Fact]
    public void A_result_is_written_at_the_instructions_last_cycle()
    {
        _bus.Memory[0x80] = 7;
        Run(1, 0xE6, 0x80);
        Assert.Equal([(0x80, (byte)8, 5)], _bus.Writes);
    }

    [Fact]
    public void An_indirect_pointer_does_not_wrap_in_page_zero()
    {
        _bus.Memory[0xFF] = 0x34;
        _bus.Memory[0x100] = 0x12;
        _bus.Memory[0x1234] = 99;
        Run(1, 0xB1, 0xFF);
        Assert.Equal(99, _cpu.A);
    }

    [Fact]
    public void An_indirect_jump_wraps_in_its_page()
    {
        _bus.Memory[0x20FF] = 0x34;
        _bus.Memory[0x2000] = 0x12;
        Run(1, 0x6C, 0xFF, 0x20);
        Assert.Equal(0x1234, _cpu.PC);
    }

    [Fact]
    public void A_subroutine_returns_behind_its_call()
    {
        _bus.Memory[0x0700] = 0x60;
        Run(2, 0x20, 0x00, 0x07);
        Assert.Equal(Start + 3, _cpu.PC);
        Assert.Equal(0xFF, _cpu.S);
        Assert.Equal(12, _cpu.Cycles);
    }

    [Fact]
    public void Pulled_status_keeps_the_two_fixed_bits()
    {
        Run(3, 0xA9, 0x00, 0x48, 0x28);
        Assert.Equal(Status.Always, _cpu.P);
    }

    [Fact]
    public void A_break_pushes_the_address_two_further_and_goes_through_its_vector()
    {
        _bus.Memory[0xFFFE] = 0x00;
        _bus.Memory[0xFFFF] = 0x07;
        _bus.Memory[0x0700] = 0x40; // RTI
        Run(1, 0x00);
        Assert.Equal(0x0700, _cpu.PC);
        Assert.True(Has(Status.InterruptDisable));
        Assert.Equal([0x06, 0x02, 0x30], new[] { _bus.Memory[0x1FF], _bus.Memory[0x1FE], _bus.Memory[0x1FD] }.Select(b => (int)b));
        Mos6507.Run(ref _cpu, _bus, 1);
        Assert.Equal(Start + 2, _cpu.PC);
    }

    [Theory]
    [InlineData(0x02)]
    [InlineData(0xF2)]
    public void A_jam_lasts_until_a_reset(int opcode)
    {
        Run(10, (byte)opcode, 0xE8, 0xE8);
        Assert.True(_cpu.Jammed);
        Assert.Equal(0, _cpu.X);
        Assert.Equal(0, Mos6507.Run(ref _cpu, _bus, 10));
    }

    [Fact]
    public void Undocumented_opcodes_join_two_operations()
    {
        _bus.Memory[0x80] = 0x81;
        _cpu.A = 0x40;
        Run(1, 0x07, 0x80); // SLO: shift left, then or
        Assert.Equal(0x02, _bus.Memory[0x80]);
        Assert.Equal(0x42, _cpu.A);
        Assert.True(Has(Status.Carry));
    }

    [Fact]
    public void Stopping_between_instructions_changes_nothing()
    {
        byte[] program = [0xA2, 0x05, 0xF8, 0x38, 0x75, 0x80, 0xCA, 0xD0, 0xFB, 0x08, 0x68, 0x85, 0x90];
        program.CopyTo(_bus.Memory.AsSpan(Start));
        for (int i = 0; i < 16; i++)
        {
            _bus.Memory[0x80 + i] = (byte)(17 * i);
        }
        CpuState whole = _cpu, parts = _cpu;
        byte[] before = [.. _bus.Memory];
        Mos6507.Run(ref whole, _bus, 20);
        byte[] after = [.. _bus.Memory];
        before.CopyTo(_bus.Memory, 0);
        for (int i = 0; i < 20; i++)
        {
            Mos6507.Run(ref parts, _bus, 1);
        }
        Assert.Equal(whole, parts);
        Assert.Equal(after, _bus.Memory);
    }

    private bool Has(int flag) => (_cpu.P & flag) != 0;

    private void Run(int instructions, params ReadOnlySpan<byte> program)
    {
        program.CopyTo(_bus.Memory.AsSpan(Start));
        Mos6507.Run(ref _cpu, _bus, instructions);
    }
}
