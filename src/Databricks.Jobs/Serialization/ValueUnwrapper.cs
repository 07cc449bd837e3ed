using System.Reflection;

namespace Databricks.Jobs.Serialization;

/// <summary>Removes the wrappers that a shell puts around the values of a hashtable.</summary>
/// <remarks>A script can cast a hashtable to a model. The shell then calls the model's constructor with wrapped values
/// at any depth, and nothing can unwrap them before. This library does not reference the shell, so the assembly that
/// does names its method with <see cref="ValueUnwrapperAttribute"/>.</remarks>
internal static class ValueUnwrapper
{
    private static readonly Lazy<Func<object?, object?>> s_unwrap = new(Find);

    /// <summary>The value without a wrapper; the value itself if it has none.</summary>
    public static object? Unwrap(object? value) => value is null or string ? value : s_unwrap.Value(value);

    private static Func<object?, object?> Find()
    {
        Type? type = AppDomain.CurrentDomain.GetAssemblies()
            // Only friends of this assembly can have the attribute.
            .Where(static assembly => assembly.FullName!.StartsWith("Databricks.Jobs.", StringComparison.Ordinal))
            .Select(static assembly => assembly.GetCustomAttribute<ValueUnwrapperAttribute>()?.Type)
            .FirstOrDefault(static type => type is not null);
        return type is null
            ? static value => value
            : (Func<object?, object?>)Delegate.CreateDelegate(typeof(Func<object?, object?>), type, nameof(Unwrap));
    }
}

/// <summary>Names the type whose static method <c>Unwrap</c> removes a shell's wrapper from a value.</summary>
/// <param name="type">The type.</param>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class ValueUnwrapperAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
