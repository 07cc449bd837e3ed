namespace Databricks.Jobs.Authentication;

/// <summary>The only place where the library reads environment variables and the home folder.</summary>
internal abstract class EnvironmentReader
{
    /// <summary>The environment of this process.</summary>
    public static EnvironmentReader Process { get; } = new ProcessEnvironment();

    /// <summary>The home folder; empty if there is none.</summary>
    public abstract string HomeFolder { get; }

    /// <returns>The variable's value; null if it is not set or empty.</returns>
    public abstract string? Get(string name);

    /// <returns>A path in which the home folder replaces a leading <c>~</c>.</returns>
    public string Expand(string path) =>
        path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal)
            ? Path.Combine(HomeFolder, path.Substring(2))
            : path;

    private sealed class ProcessEnvironment : EnvironmentReader
    {
        public override string HomeFolder => Environment.GetFolderPath(
            Environment.SpecialFolder.UserProfile,
            Environment.SpecialFolderOption.DoNotVerify);

        public override string? Get(string name) =>
            Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
    }
}
