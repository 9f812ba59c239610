namespace Bellman.Tests.Reference;

/// <summary>A network of one parameter, the value of every action in every state; counts what is asked of it.</summary>
internal sealed class OneNumberNetwork(int inputs, int outputs) : INetwork
{
    private float[] _outputs = [];

    public float Value { get; set; }

    public int Updates { get; private set; }

    /// <summary>How many numbers too many each pass gives.</summary>
    public int TooMany { get; init; }

    /// <summary>What is added to the values of the actions; none where it is empty.</summary>
    public float[] Differences { get; init; } = [];

    public int InputLength => inputs;

    public int OutputLength => outputs;

    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> given, int rows, ForwardMode pass)
    {
        _outputs = new float[rows * outputs + TooMany];
        for (int i = 0; i < _outputs.Length; i++)
        {
            _outputs[i] = Value + (Differences.Length > 0 ? Differences[i % outputs] : 0);
        }
        return _outputs;
    }

    public void Backward(ReadOnlySpan<float> outputGradient, int rows)
    {
    }

    public void Update(float learningRate) => Updates++;

    public void CopyFrom(INetwork other, float mix = 1) => Value += mix * (((OneNumberNetwork)other).Value - Value);

    public void Sync(StateStream stream)
    {
        float value = Value;
        stream.Sync(ref value);
        Value = value;
    }
}
