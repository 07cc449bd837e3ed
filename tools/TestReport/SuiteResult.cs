using System.Globalization;
using System.Xml.Linq;

namespace TestReport;

/// <summary>What one suite came to, read from the file it left.</summary>
internal sealed record SuiteResult(string Name, int Passed, int Failed, int Skipped)
{
    private const string Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static SuiteResult Read(string name, string path)
    {
        XElement root = XDocument.Load(path).Root!;

        return root.Name.Namespace == Trx ? FromTrx(name, root) : FromJUnit(name, root);
    }

    /// <summary>
    /// A suite that ended badly without a failed test (a host that crashed, a file that could not be read) counts as
    /// one failure: otherwise the total would look better than the truth.
    /// </summary>
    public SuiteResult With(int exitCode) =>
        exitCode == 0 || Failed > 0 ? this : this with { Failed = 1 };

    private static SuiteResult FromTrx(string name, XElement root)
    {
        // The counters of the summary leave skipped tests out; the results themselves do not.
        List<string> outcomes = [.. root
            .Descendants(XName.Get("UnitTestResult", Trx))
            .Select(result => (string?)result.Attribute("outcome") ?? "NotExecuted")];

        int passed = outcomes.Count(outcome => outcome == "Passed");
        int skipped = outcomes.Count(outcome => outcome is "NotExecuted" or "Pending" or "Disconnected");

        return new SuiteResult(name, passed, outcomes.Count - passed - skipped, skipped);
    }

    private static SuiteResult FromJUnit(string name, XElement root)
    {
        int passed = 0, failed = 0, skipped = 0;

        foreach (XElement test in root.Descendants("testcase"))
        {
            if (test.Element("failure") is not null || test.Element("error") is not null)
            {
                failed++;
            }
            else if (test.Element("skipped") is not null)
            {
                skipped++;
            }
            else
            {
                passed++;
            }
        }

        return new SuiteResult(name, passed, failed, skipped);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Passed} passed, {Failed} failed, {Skipped} skipped");
}
