using System.Text.RegularExpressions;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>What the <c>.git</c> folder above a bundle says, without running git.</summary>
/// <param name="path">The path of the <c>.git</c> folder.</param>
internal sealed class GitFolder(string path)
{
    private const string RefPrefix = "ref: ";
    private const string BranchPrefix = "refs/heads/";

    private static readonly Regex s_origin = new(
        """^\[remote "origin"\](?<body>[^\[]*)""",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    private static readonly Regex s_url = new(
        @"^\s*url\s*=\s*(?<url>\S+)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    /// <summary>The nearest one above a folder; null if there is none.</summary>
    public static GitFolder? Find(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string git = Path.Combine(folder, ".git");
            if (Directory.Exists(git))
            {
                return new GitFolder(git);
            }
        }

        return null;
    }

    /// <summary>The value of <c>bundle.git.branch</c>, <c>commit</c> or <c>origin_url</c>; null if it is not known.
    /// </summary>
    public string? Value(string field)
    {
        string head = Read("HEAD")?.Trim() ?? "";
        string? reference = head.StartsWith(RefPrefix, StringComparison.Ordinal)
            ? head.Substring(RefPrefix.Length)
            : null;
        return field switch
        {
            "branch" when reference?.StartsWith(BranchPrefix, StringComparison.Ordinal) == true =>
                reference.Substring(BranchPrefix.Length),
            "commit" => reference is null ? head : Read(reference)?.Trim() ?? Packed(reference),
            "origin_url" when s_origin.Match(Read("config") ?? "") is { Success: true } origin
                && s_url.Match(origin.Groups["body"].Value) is { Success: true } url => url.Groups["url"].Value,
            _ => null,
        };
    }

    private string? Packed(string reference) => Read("packed-refs")?.Split('\n')
        .Select(static line => line.Trim().Split(' '))
        .Where(parts => parts.Length == 2 && parts[1] == reference)
        .Select(static parts => parts[0])
        .FirstOrDefault();

    private string? Read(string name)
    {
        string file = Path.Combine(path, name);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }
}
