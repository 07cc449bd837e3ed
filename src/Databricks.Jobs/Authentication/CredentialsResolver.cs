namespace Databricks.Jobs.Authentication;

/// <summary>Finds out who the caller is: arguments, then environment, then profile; each method in its turn.</summary>
internal static class CredentialsResolver
{
    private const string HowTo =
        "Give host and token, or set DATABRICKS_HOST and DATABRICKS_TOKEN, or write both into ~/.databrickscfg, or log in "
        + "with databricks auth login.";

    /// <summary>Nothing is sent and no program is run for this: it happens before every command.</summary>
    /// <exception cref="CredentialsException">Nothing usable was found, or more than one answer.</exception>
    public static WorkspaceCredentials Resolve(
        CredentialsRequest request,
        EnvironmentReader environment,
        CredentialsTools tools)
    {
        CredentialsSettings settings = CredentialsSettings.Collect(request, environment);
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
                $"There is no method '{pinned.Value}' ({pinned}).",
                $"Use one of: {string.Join(", ", CredentialsMethod.All.Select(static known => known.Name))}.");
        }

        string note = context.Settings.ProfileNote is { Length: > 0 } text ? $" ({text})" : "";
        if (method.Resolve(context) is { } credentials) return credentials;
        string[] missing = [.. method.Needs.Where(name => context.Settings.Find(name) is null)];
        IEnumerable<string> variables = SettingDefinition.All
            .Where(setting => missing.Contains(setting.Name))
            .Select(static setting => setting.Variable);
        return context.Missing(
            string.Join(", ", missing),
            $"Give it, or set {string.Join(" and ", variables)}, or leave out auth_type so that another method is found{note}.")!;
    }

    private static void RejectTwoFamilies(CredentialsSettings settings)
    {
        List<IGrouping<string, Setting>> families =
            [.. settings.OfFamilies().GroupBy(static setting => setting.Definition.Family!)];
        if (families.Count < 2) return;
        IEnumerable<string> named = families.Select(static family => $"{family.Key} ({string.Join(", ", family)})");
        throw new CredentialsException(
            $"There is more than one kind of credentials: {string.Join(" and ", named)}.",
            "Take away all but one, or choose with auth_type or DATABRICKS_AUTH_TYPE.");
    }

    private static CredentialsException NothingFound(CredentialsContext context)
    {
        CredentialsSettings settings = context.Settings;
        string host = settings.Find("host") is { } known ? $"The host is known ({known}), but no" : "No";
        string note = settings.ProfileNote.Length == 0 ? "" : $": {settings.ProfileNote}";
        Setting[] unused = [.. settings.OfFamilies()];
        if (unused.Length > 0) note += $"; this is not enough: {string.Join<Setting>(", ", unused)}";
        if (unused.Any(static setting => setting.Definition.Family == "azure") && !context.IsAzure)
            note += ", as the host is none of Azure and no resource id is given";
        note += string.Concat(context.Hints.Select(static hint => $"; {hint.Problem}"));
        return new CredentialsException(
            $"{host} credentials were found in arguments, environment and profile{note}.",
            context.Hints.Count == 0 ? HowTo : string.Join(" Or: ", context.Hints.Select(static hint => hint.Action)));
    }
}
