namespace Databricks.Jobs.Authentication;

/// <summary>A file of profiles, as the Databricks CLI writes it.</summary>
internal sealed class ProfileFile
{
    public const string DefaultProfile = "DEFAULT";

    /// <summary>The section with settings of the tools, which is not a profile.</summary>
    public const string SettingsSection = "__settings__";

    private readonly string _path;
    private readonly IReadOnlyList<Profile> _profiles;

    private ProfileFile(string path, IReadOnlyList<Profile> profiles) => (_path, _profiles) = (path, profiles);

    /// <summary>The names of the profiles in the file.</summary>
    public IEnumerable<string> Names =>
        _profiles.Select(static profile => profile.Name).Where(static name => name != SettingsSection).Distinct();

    /// <returns>The profile file that is used by default; null if there is none.</returns>
    /// <exception cref="CredentialsException">The file exists, but cannot be read.</exception>
    public static ProfileFile? ReadUsual(EnvironmentReader environment) => Read(UsualPath(environment));

    public static string UsualPath(EnvironmentReader environment) => environment.Expand(
        environment.Get("DATABRICKS_CONFIG_FILE") ?? DefaultPath(environment));

    public static string DefaultPath(EnvironmentReader environment) =>
        Path.Combine(environment.HomeFolder, ".databrickscfg");

    /// <returns>The file; null if there is none.</returns>
    /// <exception cref="CredentialsException">The file exists, but cannot be read.</exception>
    public static ProfileFile? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            // The byte order mark determines the encoding; without one it is UTF-8.
            return new ProfileFile(path, ProfileParser.Parse(File.ReadAllText(path)));
        }
        catch (FormatException exception)
        {
            throw new CredentialsException(
                $"The profile file {path} cannot be read in {exception.Message}.",
                "Correct the line. Profiles have the form [name], followed by lines such as host = https://...",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CredentialsException(
                $"The profile file {path} cannot be read: {exception.Message}",
                "Check the permissions of the file.",
                exception);
        }
    }

    /// <returns>The profile; null if there is no such profile, or if it is empty.</returns>
    /// <exception cref="CredentialsException">The profile is not unambiguous.</exception>
    public Profile? Get(string name)
    {
        if (Find(name) is not { } profile) return null;
        if (profile.Fault is null) return profile.IsEmpty ? null : profile;
        throw new CredentialsException(
            $"The profile {name} in {_path} cannot be used: {profile.Fault}.",
            "Correct the file, so that each profile occurs once and each of its keys has one value.");
    }

    /// <returns>The first profile with this name; null if there is no such profile.</returns>
    public Profile? Find(string name) => _profiles.FirstOrDefault(profile => profile.Name == name);

    /// <returns>The profile that the file names as the default; null if it names none.</returns>
    /// <exception cref="CredentialsException">The section with the settings is not unambiguous.</exception>
    public string? FindDefaultProfile() => Get(SettingsSection)?.Find("default_profile");
}
