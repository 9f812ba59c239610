namespace Bellman.Neural.Kernels;

/// <summary>
/// What every product of a dense layer is made of, two matrices of which the right one is one to three vectors wide:
/// C[r] = start + sum over k of A[r, k] * B[k], added in the order of k with fused multiply-adds.
/// </summary>
internal unsafe struct Product
{
    /// <summary>
    /// The left matrix, broadcast element by element: A[r, k] lies at r * RowStride + k * StepStride.
    /// </summary>
    public float* A;

    /// <summary>Floats between neighbouring rows of the left matrix.</summary>
    public nint RowStride;

    /// <summary>Floats between neighbouring steps of the left matrix.</summary>
    public nint StepStride;

    /// <summary>Steps after which the left matrix jumps.</summary>
    public int Run;

    /// <summary>Floats from the beginning of one run to the beginning of the next.</summary>
    public nint Jump;

    /// <summary>The right matrix, [Steps][8, 16 or 24].</summary>
    public float* B;

    /// <summary>The result, [Rows][8, 16 or 24].</summary>
    public float* C;

    /// <summary>Floats between neighbouring rows of the result.</summary>
    public nint ResultStride;

    /// <summary>Rows of the left matrix and of the result.</summary>
    public int Rows;

    /// <summary>The length of each sum.</summary>
    public int Steps;

    /// <summary>What each row's sums begin with, [Rows]; null: zero.</summary>
    public float* Start;

    /// <summary>Whether the sums go on from what the result holds.</summary>
    public bool Resumes;

    /// <summary>Whether negative results become zero.</summary>
    public bool Relu;

    /// <summary>
    /// Where this is not positive the result becomes zero; it lies like the result, both [Rows][16] without gaps. Null:
    /// no mask.
    /// </summary>
    public float* Mask;

    /// <summary>Computes eight columns.</summary>
    public readonly void Eight() => Rest<One>(Tile.Run<Six, One>(in this, 0));

    /// <summary>Computes sixteen columns.</summary>
    public readonly void Sixteen() => Rest<Two>(Tile.Run<Six, Two>(in this, 0));

    /// <summary>Computes twenty-four columns.</summary>
    public readonly void TwentyFour() => Rest<Three>(0);

    private readonly void Rest<TVectors>(int row)
        where TVectors : struct, ISize
    {
        if (row < Rows)
        {
            row = Tile.Run<Four, TVectors>(in this, row);
            row = Tile.Run<Two, TVectors>(in this, row);
            Tile.Run<One, TVectors>(in this, row);
        }
    }
}
