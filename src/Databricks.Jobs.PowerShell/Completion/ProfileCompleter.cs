using Databricks.Jobs.Authentication;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the profiles of the configuration file, with their URLs.</summary>
public sealed class ProfileCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) => Profiles(context.Word);

    /// <summary>The profiles that match a word.</summary>
    internal static IEnumerable<CompletionItem> Profiles(string word)
    {
        var file = ProfileFile.ReadUsual(EnvironmentReader.Process);
        return file is null
            ? []
            : Matching(file.Names.Select(name => new CompletionItem(name, Host(file, name))), word);
    }

    // Only the URL, and only without user information: anything else in the profile can be secret.
    private static string Host(ProfileFile file, string name) =>
        file.Find(name)?.Find("host") is { } host && !host.Contains('@') ? host : "";
}
