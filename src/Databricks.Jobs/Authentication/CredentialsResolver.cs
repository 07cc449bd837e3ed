namespace Databricks.Jobs.Authentication;

/// <summary>Finds out who the caller is: arguments, then environment, then profile; each method in its turn.</summary>
internal static class CredentialsResolver
{
    private const string HowTo =
        "Give host and token, or set DATABRICKS_HOST and DATABRICKS_TOKEN, or write both into ~/.databrickscfg.";

    /// <exception cref="CredentialsException">Nothing usable was found, or more than one answer.</exception>
    public static WorkspaceCredentials Resolve(CredentialsRequest request, EnvironmentReader environment)
    {
        CredentialsSettings settings = CredentialsSettings.Collect(request, environment);
        var context = new CredentialsContext(settings, environment);
        if (settings.Find("auth_type") is { } pinned) return ResolvePinned(pinned, context);
        RefuseTwoFamilies(settings);
        foreach (CredentialsMethod method in CredentialsMethod.All)
        {
            if (method.Resolve is null && method.IsCalledForBy(settings)) throw NotSupported(method, settings);
            if (method.Resolve?.Invoke(context) is { } credentials) return credentials;
        }

        throw NothingFound(settings);
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

        if (method.Resolve is null) throw NotSupported(method, context.Settings);
        return method.Resolve(context) ?? throw new CredentialsException(
            $"The method {method.Name} is asked for ({pinned}), but what it needs is missing: "
            + string.Join(", ", method.Signs.Where(sign => context.Settings.Find(sign) is null)) + ".",
            $"Give it, or leave out auth_type so that another method is found ({context.Settings.ProfileNote}).");
    }

    private static void RefuseTwoFamilies(CredentialsSettings settings)
    {
        List<IGrouping<string, Setting>> families =
            [.. settings.OfFamilies().GroupBy(static setting => setting.Definition.Family!)];
        if (families.Count < 2) return;
        IEnumerable<string> named = families.Select(static family => $"{family.Key} ({string.Join(", ", family)})");
        throw new CredentialsException(
            $"There is more than one kind of credentials: {string.Join(" and ", named)}.",
            "Take away all but one, or choose with auth_type or DATABRICKS_AUTH_TYPE.");
    }

    private static CredentialsException NotSupported(CredentialsMethod method, CredentialsSettings settings)
    {
        Setting[] signs = [.. method.Signs.Append("auth_type").Select(settings.Find).OfType<Setting>()];
        string from = signs.Length == 0 ? "" : $" ({string.Join<Setting>(", ", signs)})";
        return new CredentialsException(
            $"The method {method.Name} is asked for{from}, which this version does not have yet.",
            "Use a personal access token. " + HowTo);
    }

    private static CredentialsException NothingFound(CredentialsSettings settings)
    {
        string host = settings.Find("host") is { } known ? $"The host is known ({known}), but no" : "No";
        string note = settings.ProfileNote.Length == 0 ? "" : $": {settings.ProfileNote}";
        return new CredentialsException(
            $"{host} credentials were found in arguments, environment and profile{note}.",
            HowTo);
    }
}
