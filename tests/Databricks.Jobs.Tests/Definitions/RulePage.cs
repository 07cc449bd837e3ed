using System.Text.RegularExpressions;
using Databricks.Jobs.Tests.Models;

namespace Databricks.Jobs.Tests.Definitions;

/// <summary>The page that describes the rules, each with a bad and a good example.</summary>
internal static class RulePage
{
    private static readonly Dictionary<string, (string Bad, string Good)> s_rules = Read();

    public static IReadOnlyCollection<string> Rules => s_rules.Keys;

    public static string Bad(string rule) => s_rules[rule].Bad;

    public static string Good(string rule) => s_rules[rule].Good;

    private static Dictionary<string, (string Bad, string Good)> Read()
    {
        string page = RepositoryFiles.Read("docs", "about", "about_DbxJobRules.md");
        return Regex.Split(page, "^### ", RegexOptions.Multiline).Skip(1).ToDictionary(
            section => section.Split('\n')[0],
            section => (Example(section, "Bad"), Example(section, "Good")));
    }

    private static string Example(string section, string kind)
    {
        const RegexOptions Options = RegexOptions.Multiline | RegexOptions.Singleline;
        Match match = Regex.Match(section, $"^{kind}:\n\n```json\n(.*?)^```$", Options);
        return match.Success
            ? match.Groups[1].Value
            : throw new InvalidOperationException($"No example '{kind}' in: {section}");
    }
}
