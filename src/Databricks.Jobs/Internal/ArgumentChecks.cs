using System.Diagnostics.CodeAnalysis;

namespace Databricks.Jobs.Internal;

/// <summary>The argument checks of the framework, for both targets.</summary>
internal static class ArgumentChecks
{
    public static void NotNull([NotNull] object? value, string name)
    {
        if (value is null)
        {
            throw new ArgumentNullException(name);
        }
    }
}
