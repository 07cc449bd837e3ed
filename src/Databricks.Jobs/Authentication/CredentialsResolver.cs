namespace Databricks.Jobs.Authentication;

/// <summary>Finds the credentials: arguments, then environment, then profile, and one method after the other.</summary>
internal static class CredentialsResolver
{
    private const string HowTo =
        "Specify a host and a token, set DATABRICKS_HOST and DATABRICKS_TOKEN, add both to ~/.databrickscfg, or run "
        + "databricks auth login.";

    /// <summary>Sends no requests and runs no programs, because it happens before every command.</summary>
    /// <exception cref="CredentialsException">No usable credentials were found, or more than one kind.</exception>
    public static WorkspaceCredentials Resolve(
        CredentialsRequest request,
        EnvironmentReader environment,
        CredentialsTools tools)
    {
        var settings = CredentialsSettings.Collect(request, environment);
        if (settings.Find("auth_type") is { } pinned)
            return ResolvePinned(pinned, new CredentialsContext(settings, environment, tools, pinned));
        RejectTwoFamilies(settings);
        var context = new CredentialsContext(settings, environment, tools);
        List<WorkspaceCredentials> found = [];
        foreach (CredentialsMethod method in CredentialsMethod.All)
        {
            if (method.Resolve(context) is not { } credentials) continue;
            found.Add(credentials);
            if (credentials is not TokenCredentials { MayBeUnavailable: true }) break;
        }

        return found.Count switch
        {
            0 => throw NothingFound(context),
            1 when found[0] is not TokenCredentials { MayBeUnavailable: true } => found[0],
            _ => new AutomaticCredentials(found, context.Hints),
        };
    }

    private static WorkspaceCredentials ResolvePinned(Setting pinned, CredentialsContext context)
    {
        CredentialsMethod? method = CredentialsMethod.All.FirstOrDefault(
            known => known.Name.Equals(pinned.Value, StringComparison.OrdinalIgnoreCase));
        if (method is null)
        {
            throw new CredentialsException(
                $"'{pinned.Value}' ({pinned}) is not an authentication method.",
                $"Use one of: {string.Join(", ", CredentialsMethod.All.Select(static known => known.Name))}.",
                settings: "auth_type");
        }

        string note = context.Settings.ProfileNote is { Length: > 0 } text ? $" ({text})" : "";
        if (method.Resolve(context) is { } credentials) return credentials;
        string[] missing = [.. method.Needs.Where(name => context.Settings.Find(name) is null)];
        IEnumerable<string> variables = SettingDefinition.All
            .Where(setting => missing.Contains(setting.Name))
            .Select(static setting => setting.Variable);
        return context.Missing(
            string.Join(", ", missing),
            $"Specify it, set {string.Join(" and ", variables)}, or do not select a method{note}.",
            missing)!;
    }

    private static void RejectTwoFamilies(CredentialsSettings settings)
    {
        List<IGrouping<string, Setting>> families =
            [.. settings.OfFamilies().GroupBy(static setting => setting.Definition.Family!)];
        if (families.Count < 2) return;
        IEnumerable<string> named = families.Select(static family => $"{family.Key} ({string.Join(", ", family)})");
        throw new CredentialsException(
            $"More than one kind of credentials was found: {string.Join(" and ", named)}.",
            "Remove all but one, or select a method with auth_type in the profile, or with DATABRICKS_AUTH_TYPE.",
            settings: "auth_type");
    }

    private static CredentialsException NothingFound(CredentialsContext context)
    {
        CredentialsSettings settings = context.Settings;
        string host = settings.Find("host") is { } known ? $"The host is known ({known}), but no" : "No";
        string note = settings.ProfileNote.Length == 0 ? "" : $": {settings.ProfileNote}";
        Setting[] unused = [.. settings.OfFamilies()];
        if (unused.Length > 0) note += $"; these settings are not sufficient: {string.Join<Setting>(", ", unused)}";
        if (unused.Any(static setting => setting.Definition.Family == "azure") && !context.IsAzure)
            note += ", because the host is not an Azure address and no resource ID is specified";
        note += string.Concat(context.Hints.Select(static hint => $"; {hint.Problem}"));
        return new CredentialsException(
            $"{host} credentials were found in the arguments, the environment and the profile{note}.",
            context.Hints.Count == 0 ? HowTo : string.Join(" Or: ", context.Hints.Select(static hint => hint.Action)),
            settings: context.Hints.Count == 0 ? ["host", "token"] : [])
        {
            IsNothingFound = unused.Length == 0,
        };
    }
}
