using System.Globalization;
using System.Xml.Linq;

namespace TestReport;

/// <summary>Lines covered of one assembly, from a Cobertura file.</summary>
internal sealed record LineCoverage(string Assembly, int Covered, int Total)
{
    public double Percent => Total == 0 ? 0 : 100.0 * Covered / Total;

    public static IReadOnlyList<LineCoverage> Read(IEnumerable<string> paths)
    {
        // A line can stand in several classes (lambdas, async methods): it counts once.
        Dictionary<string, Dictionary<(string File, int Line), bool>> assemblies = [];

        foreach (XElement package in paths.SelectMany(path => XDocument.Load(path).Descendants("package")))
        {
            string name = (string?)package.Attribute("name") ?? "";

            if (!assemblies.TryGetValue(name, out Dictionary<(string File, int Line), bool>? lines))
            {
                assemblies[name] = lines = [];
            }

            foreach (XElement type in package.Descendants("class"))
            {
                string file = (string?)type.Attribute("filename") ?? "";

                foreach (XElement line in type.Elements("lines").Elements("line"))
                {
                    (string, int) key = (file, (int)line.Attribute("number")!);
                    lines[key] = (lines.TryGetValue(key, out bool hit) && hit) || (long)line.Attribute("hits")! > 0;
                }
            }
        }

        return [.. assemblies
            .OrderBy(assembly => assembly.Key, StringComparer.Ordinal)
            .Select(assembly => new LineCoverage(
                assembly.Key,
                assembly.Value.Values.Count(hit => hit),
                assembly.Value.Count))];
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Assembly}: {Percent:0.0} % of lines ({Covered} of {Total})");
}
