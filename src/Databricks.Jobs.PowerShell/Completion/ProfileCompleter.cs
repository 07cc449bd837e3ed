using Databricks.Jobs.Authentication;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Offers the profiles of the configuration file, with their addresses.</summary>
public sealed class ProfileCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context)
    {
        ProfileFile? file = ProfileFile.ReadUsual(EnvironmentReader.Process);
        return file is null
            ? []
            : Matching(file.Names.Select(name => new CompletionItem(name, Host(file, name))), context.Word);
    }

    // The address and nothing else of the profile: the rest may be secret, and so may what stands before an @.
    private static string Host(ProfileFile file, string name) =>
        file.Find(name)?.TryGetValue("host", out string? host) == true && !host.Contains('@') ? host : "";
}
