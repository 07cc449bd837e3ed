namespace ModelGenerator;

/// <summary>What a JSON Schema accepts.</summary>
internal enum SchemaForm
{
    /// <summary>Complete definitions with their values.</summary>
    Strict,

    /// <summary>Complete definitions, in which <c>${...}</c> can replace each value.</summary>
    Bundle,

    /// <summary>Parts of definitions, in which <c>${...}</c> can replace each value.</summary>
    BundleOverride,
}
