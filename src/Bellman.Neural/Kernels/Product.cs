namespace Bellman.Neural.Kernels;

/// <summary>
/// What every product of a dense layer is made of, two matrices of which the right one is sixteen (or eight) wide:
/// C[r] = Start[r] + sum over k of A[r, k] * B[k], added in the order of k with fused multiply-adds. Consumed by running it.
/// </summary>
internal unsafe struct Product
{
    /// <summary>The left matrix, broadcast element by element: A[r, k] lies at r * RowStride + k * StepStride.</summary>
    public float* A;

    /// <summary>Floats between neighbouring rows of the left matrix.</summary>
    public nint RowStride;

    /// <summary>Floats between neighbouring steps of the left matrix.</summary>
    public nint StepStride;

    /// <summary>Steps after which the left matrix jumps.</summary>
    public int Run;

    /// <summary>Floats from the beginning of one run to the beginning of the next.</summary>
    public nint Jump;

    /// <summary>The right matrix, [Steps][16], of which the narrow form reads the first eight columns.</summary>
    public float* B;

    /// <summary>What each row's sums begin with, [Rows]; null: zero.</summary>
    public float* Start;

    /// <summary>Whether the sums go on from what the result holds.</summary>
    public bool Resumes;

    /// <summary>The result, [Rows][16] or [Rows][8].</summary>
    public float* C;

    /// <summary>Floats between neighbouring rows of the result.</summary>
    public nint ResultStride;

    /// <summary>Rows of the left matrix and of the result.</summary>
    public int Rows;

    /// <summary>The length of each sum.</summary>
    public int Steps;

    /// <summary>Whether negative results become zero.</summary>
    public bool Relu;

    /// <summary>Where this is not positive the result becomes zero; it lies like the result, both [Rows][16] without gaps. Null: no mask.</summary>
    public float* Mask;

    /// <summary>Computes sixteen columns.</summary>
    public void Wide()
    {
        Tile.Run<Six, Two>(ref this);
        if (Rows > 0)
        {
            Tile.Run<Four, Two>(ref this);
            Tile.Run<Two, Two>(ref this);
            Tile.Run<One, Two>(ref this);
        }
    }

    /// <summary>Computes eight columns.</summary>
    public void Narrow()
    {
        Tile.Run<Six, One>(ref this);
        if (Rows > 0)
        {
            Tile.Run<Four, One>(ref this);
            Tile.Run<Two, One>(ref this);
            Tile.Run<One, One>(ref this);
        }
    }
}
