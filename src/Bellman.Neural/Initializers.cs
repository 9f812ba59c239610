namespace Bellman.Neural;

/// <summary>How the weights of a dense layer begin. Biases begin at zero, except with <see cref="Torch"/>.</summary>
public enum Initializer
{
    /// <summary>PyTorch's default: weights and biases uniform in plus or minus 1/sqrt(inputs).</summary>
    Torch,

    /// <summary>He et al. 2015: normal with variance 2/inputs, for ReLU.</summary>
    He,

    /// <summary>Glorot and Bengio 2010: uniform in plus or minus sqrt(6/(inputs + outputs)), Keras' default.</summary>
    Glorot,
}
