namespace Databricks.Jobs.Serialization;

/// <summary>What a scalar of a JSON or YAML file is, by the core schema of YAML 1.2.</summary>
internal enum ScalarKind
{
    /// <summary>Text, quoted or not.</summary>
    Text,

    /// <summary>null, ~ or nothing.</summary>
    Null,

    /// <summary>true or false.</summary>
    Bool,

    /// <summary>A whole number.</summary>
    Int,

    /// <summary>A number with a fraction or exponent.</summary>
    Float,

    /// <summary>Text with the ID of a job that is not known yet, as a reference.</summary>
    Reference,
}
