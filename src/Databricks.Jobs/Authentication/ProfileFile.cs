namespace Databricks.Jobs.Authentication;

/// <summary>A file of profiles: sections in brackets, with a key and a value a line.</summary>
internal sealed class ProfileFile
{
    public const string DefaultProfile = "DEFAULT";
    private const string SettingsSection = "__settings__";

    private readonly Dictionary<string, Dictionary<string, string>> _sections = new(StringComparer.Ordinal);

    private ProfileFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>The profile that is used when none is named: as the file says, else the one called DEFAULT.</summary>
    public string Default =>
        Find(SettingsSection)?.TryGetValue("default_profile", out string? name) == true ? name : DefaultProfile;

    /// <summary>The names of the profiles in the file.</summary>
    public IEnumerable<string> Names => _sections.Keys.Where(static name => name != SettingsSection);

    /// <returns>The profile file that is used by default; null if there is none.</returns>
    /// <exception cref="CredentialsException">The file exists, but cannot be read.</exception>
    public static ProfileFile? ReadUsual(EnvironmentReader environment) => Read(UsualPath(environment));

    public static string UsualPath(EnvironmentReader environment) => environment.Expand(
        environment.Get("DATABRICKS_CONFIG_FILE") ?? DefaultPath(environment));

    public static string DefaultPath(EnvironmentReader environment) =>
        System.IO.Path.Combine(environment.HomeFolder, ".databrickscfg");

    /// <returns>The file; null if there is none.</returns>
    /// <exception cref="CredentialsException">The file exists, but cannot be read.</exception>
    public static ProfileFile? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var file = new ProfileFile(path);
            file.Parse(File.ReadAllLines(path));
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CredentialsException(
                $"The profile file {path} cannot be read: {exception.Message}",
                "Check the permissions of the file.",
                exception);
        }
    }

    /// <returns>The keys and values of a profile; null if there is no such profile.</returns>
    public IReadOnlyDictionary<string, string>? Find(string profile) =>
        _sections.TryGetValue(profile, out Dictionary<string, string>? values) ? values : null;

    private void Parse(string[] lines)
    {
        // What stands before the first section belongs to the default profile, as in the other clients.
        string section = DefaultProfile;
        foreach (string raw in lines)
        {
            string line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';') continue;
            if (line[0] == '[' && line[line.Length - 1] == ']')
            {
                section = line.Substring(1, line.Length - 2).Trim();
                Section(section);
                continue;
            }

            int split = line.IndexOf('=');
            if (split <= 0) continue;
            string value = line.Substring(split + 1).Trim();
            if (value.Length > 0) Section(section)[line.Substring(0, split).Trim().ToLowerInvariant()] = value;
        }
    }

    private Dictionary<string, string> Section(string name)
    {
        if (!_sections.TryGetValue(name, out Dictionary<string, string>? values))
            _sections[name] = values = new Dictionary<string, string>(StringComparer.Ordinal);
        return values;
    }
}
