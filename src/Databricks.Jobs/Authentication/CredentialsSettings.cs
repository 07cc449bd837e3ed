namespace Databricks.Jobs.Authentication;

/// <summary>
/// What is known about the caller, each value with where it came from: arguments come before the environment, and the
/// environment before a profile that no argument named.
/// </summary>
internal sealed class CredentialsSettings
{
    private readonly Dictionary<string, Setting> _values = new(StringComparer.Ordinal);
    private HashSet<string> _chosen = [];

    private CredentialsSettings(string profileNote) => ProfileNote = profileNote;

    /// <summary>Which profile was read, or why none was; for the error when nothing was found.</summary>
    public string ProfileNote { get; private set; }

    /// <exception cref="CredentialsException">A profile that was asked for is not there.</exception>
    public static CredentialsSettings Collect(CredentialsRequest request, EnvironmentReader environment)
    {
        var settings = new CredentialsSettings("");
        foreach ((string name, string? value) in request.Named()) settings.Add(name, value, "argument");
        settings.Choose();
        if (request.Profile is not null)
        {
            settings.AddProfile(request, environment);
            settings.Choose();
        }

        foreach (SettingDefinition definition in SettingDefinition.All)
        {
            if (!settings.MayAdd(definition)) continue;
            settings.Add(
                definition.Name,
                environment.Get(definition.Variable),
                $"environment variable {definition.Variable}");
        }

        if (request.Profile is null) settings.AddProfile(request, environment);
        return settings;
    }

    /// <summary>The profile that was read; null if none was.</summary>
    public string? Profile { get; private set; }

    /// <summary>All that is known, to see whether it has changed.</summary>
    public Secret Fingerprint => new(string.Join("\n", _values.Values
        .OrderBy(static setting => setting.Definition.Name, StringComparer.Ordinal)
        .Select(static setting => $"{setting}={setting.Value}")));

    public Setting? Find(string name) => _values.TryGetValue(name, out Setting? value) ? value : null;

    /// <summary>The settings that speak for a family of methods, in the order of the table.</summary>
    public IEnumerable<Setting> OfFamilies() => SettingDefinition.All
        .Where(static definition => definition.Family is not null)
        .Select(definition => Find(definition.Name))
        .OfType<Setting>();

    public bool IsFromProfile(string name) => Find(name)?.IsFromProfile == true;

    /// <summary>Where settings came from, each place once.</summary>
    public static string SourceOf(params IEnumerable<Setting> settings) =>
        string.Join(" and ", settings.Select(static setting => setting.Source).Distinct());

    private bool HasCredentials => OfFamilies().Any();

    // A caller who gave credentials, or named a profile with some, has chosen their family: others that lie about do not
    // count, and what is missing of it is still looked for.
    private void Choose() => _chosen = [.. OfFamilies().Select(static setting => setting.Definition.Family!)];

    private bool MayAdd(SettingDefinition definition) =>
        definition.Family is not { } family || _chosen.Count == 0 || _chosen.Contains(family);

    private void Add(string name, string? value, string source, bool isFromProfile = false)
    {
        if (string.IsNullOrWhiteSpace(value) || _values.ContainsKey(name)) return;
        if (name == "azure_use_msi" && value!.Trim().ToLowerInvariant() is "false" or "0" or "no") return;
        SettingDefinition definition = SettingDefinition.All.First(known => known.Name == name);
        _values.Add(name, new Setting(definition, value!.Trim(), source, isFromProfile));
    }

    private void AddProfile(CredentialsRequest request, EnvironmentReader environment)
    {
        string? wanted = request.Profile ?? environment.Get("DATABRICKS_CONFIG_PROFILE");
        if (wanted is null && (Find("host") is not null || HasCredentials))
        {
            ProfileNote = "the profile file was left alone, because no profile was named and some of it is known";
            return;
        }

        string path = request.ConfigFile is { } given ? environment.Expand(given) : ProfileFile.UsualPath(environment);
        ProfileFile? file = ProfileFile.Read(path);
        string name = wanted ?? file?.Default ?? ProfileFile.DefaultProfile;
        if (file?.Find(name) is not { } profile)
        {
            ProfileNote = file is null ? $"there is no profile file {path}" : $"{path} has no profile {name}";
            if (wanted is null) return;
            string others = file is null ? "" : $" It has: {string.Join(", ", file.Names)}.";
            throw new CredentialsException(
                $"The profile {name} was asked for, but {ProfileNote}.{others}",
                "Name a profile that exists, or leave it out and give host and token.");
        }

        Profile = name;
        ProfileNote = $"profile {name} of {path} was read";
        string place = environment.HomeFolder.Length > 0 && path == ProfileFile.DefaultPath(environment)
            ? "~/.databrickscfg"
            : path;
        foreach (SettingDefinition definition in SettingDefinition.All)
        {
            if (!MayAdd(definition)) continue;
            if (profile.TryGetValue(definition.Name, out string? value))
                Add(definition.Name, value, $"profile {name} in {place}", isFromProfile: true);
        }
    }
}
