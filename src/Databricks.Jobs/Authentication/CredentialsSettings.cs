namespace Databricks.Jobs.Authentication;

/// <summary>
/// The settings that identify the caller, each with its source. Arguments override the environment, and the environment
/// overrides a profile, unless an argument names the profile.
/// </summary>
internal sealed class CredentialsSettings
{
    private readonly Dictionary<string, Setting> _values = new(StringComparer.Ordinal);
    private HashSet<string> _chosen = [];

    private CredentialsSettings(string profileNote) => ProfileNote = profileNote;

    /// <summary>Which profile was read, or why none was: for the error if no credentials are found.</summary>
    public string ProfileNote { get; private set; }

    /// <exception cref="CredentialsException">The specified profile does not exist.</exception>
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
            foreach (string? variable in new[] { definition.Variable, definition.OtherVariable })
            {
                if (variable is null) continue;
                settings.Add(definition.Name, environment.Get(variable), $"environment variable {variable}");
            }
        }

        if (request.Profile is null) settings.AddProfile(request, environment);
        return settings;
    }

    /// <summary>The profile that was read; null if none was.</summary>
    public string? Profile { get; private set; }

    /// <summary>All settings, to detect whether they have changed.</summary>
    public Secret Fingerprint => new(string.Join("\n", _values.Values
        .OrderBy(static setting => setting.Definition.Name, StringComparer.Ordinal)
        .Select(static setting => $"{setting}={setting.Value}")));

    public Setting? Find(string name) => _values.TryGetValue(name, out Setting? value) ? value : null;

    /// <summary>The settings that belong to a family of methods, in the order of the table.</summary>
    public IEnumerable<Setting> OfFamilies() => SettingDefinition.All
        .Where(static definition => definition.Family is not null)
        .Select(definition => Find(definition.Name))
        .OfType<Setting>();

    public bool IsFromProfile(string name) => Find(name)?.IsFromProfile == true;

    /// <summary>The sources of the settings, each source once.</summary>
    public static string SourceOf(params IEnumerable<Setting> settings) =>
        string.Join(" and ", settings.Select(static setting => setting.Source).Distinct());

    private bool HasCredentials => OfFamilies().Any();

    // Explicit credentials, or a named profile with credentials, also choose their family: leftovers of other families
    // are ignored, and missing settings of this family are still read from the environment.
    private void Choose() => _chosen = [.. OfFamilies().Select(static setting => setting.Definition.Family!)];

    private bool MayAdd(SettingDefinition definition) =>
        definition.Family is not { } family || _chosen.Count == 0 || _chosen.Contains(family);

    private void Add(string name, string? value, string source, bool isFromProfile = false)
    {
        if (string.IsNullOrWhiteSpace(value) || _values.ContainsKey(name)) return;
        if (name == "azure_use_msi" && value!.Trim().ToLowerInvariant() is "false" or "0" or "no") return;
        SettingDefinition definition = SettingDefinition.All.First(known => known.Name == name);
        _values.Add(name, new Setting(definition, value!.Trim(), source, isFromProfile));
        if (name != "host") return;
        WorkspaceIds ids = WorkspaceIds.Of(value);
        Add("workspace_id", ids.Workspace, source, isFromProfile);
        Add("account_id", ids.Account, source, isFromProfile);
    }

    private void AddProfile(CredentialsRequest request, EnvironmentReader environment)
    {
        string? wanted = request.Profile ?? environment.Get("DATABRICKS_CONFIG_PROFILE");
        if (wanted is null && (Find("host") is not null || HasCredentials))
        {
            ProfileNote = "the profile file was not read, because no profile is named and a host or credentials are "
                + "known without it";
            return;
        }

        string path = request.ConfigFile is { } given ? environment.Expand(given) : ProfileFile.UsualPath(environment);
        ProfileFile? file = ProfileFile.Read(path);
        wanted ??= file?.FindDefaultProfile();
        string name = wanted ?? ProfileFile.DefaultProfile;
        if (name == ProfileFile.SettingsSection)
        {
            throw new CredentialsException(
                $"{name} in {path} is not a profile, but the section with the settings of the Databricks tools.",
                "Use the name of a profile.");
        }

        if (file?.Get(name) is not { } profile)
        {
            ProfileNote = file is null
                ? $"the profile file {path} does not exist"
                : $"{path} has no profile {name}, or the profile is empty";
            if (wanted is null) return;
            string others = file is null ? "" : $" Its profiles are: {string.Join(", ", file.Names)}.";
            throw new CredentialsException(
                $"The profile {name} was not found: {ProfileNote}.{others}",
                "Use the name of an existing profile, or specify a host and a token instead of a profile.");
        }

        Profile = name;
        ProfileNote = $"profile {name} of {path} was read";
        string place = environment.HomeFolder.Length > 0 && path == ProfileFile.DefaultPath(environment)
            ? "~/.databrickscfg"
            : path;
        foreach (SettingDefinition definition in SettingDefinition.All)
        {
            if (!MayAdd(definition)) continue;
            string? value = profile.Find(definition.Name)
                ?? (definition.OtherName is { } other ? profile.Find(other) : null);
            Add(definition.Name, value, $"profile {name} in {place}", isFromProfile: true);
        }
    }
}
