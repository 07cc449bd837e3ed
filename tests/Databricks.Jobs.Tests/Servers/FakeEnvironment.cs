using Databricks.Jobs.Authentication;

namespace Databricks.Jobs.Tests.Servers;

/// <summary>An environment of the test's own, with a home folder that is deleted at the end.</summary>
internal sealed class FakeEnvironment : EnvironmentReader, IDisposable
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Lazy<DirectoryInfo> _home = new(static () => Directory.CreateTempSubdirectory("dbx-home-"));

    public override string HomeFolder => _home.Value.FullName;

    public string this[string name]
    {
        set => _values[name] = value;
    }

    public override string? Get(string name) => _values.GetValueOrDefault(name);

    public FakeEnvironment WithProfiles(string text)
    {
        File.WriteAllText(Path.Combine(HomeFolder, ".databrickscfg"), text);
        return this;
    }

    public void Dispose()
    {
        if (_home.IsValueCreated) _home.Value.Delete(recursive: true);
    }
}
