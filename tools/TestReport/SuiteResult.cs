using System.Globalization;
using System.Xml.Linq;

namespace TestReport;

/// <summary>How long one test took.</summary>
internal sealed record TestTime(string Name, TimeSpan Time);

/// <summary>
/// The result of one suite, read from the file that it left. Time is the time of the whole suite, or zero if it did not
/// run.
/// </summary>
internal sealed record SuiteResult(
    string Name,
    int Passed,
    int Failed,
    int Skipped,
    TimeSpan Time,
    IReadOnlyList<TestTime> Times)
{
    private const string Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static SuiteResult NotRun(string name, int failed) => new(name, 0, failed, 0, TimeSpan.Zero, []);

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
        List<XElement> results = [.. root.Descendants(XName.Get("UnitTestResult", Trx))];
        List<string> outcomes = [.. results.Select(result => (string?)result.Attribute("outcome") ?? "NotExecuted")];

        int passed = outcomes.Count(outcome => outcome == "Passed");
        int skipped = outcomes.Count(outcome => outcome is "NotExecuted" or "Pending" or "Disconnected");
        XElement? times = root.Element(XName.Get("Times", Trx));

        return new SuiteResult(
            name,
            passed,
            outcomes.Count - passed - skipped,
            skipped,
            times is null ? TimeSpan.Zero : Moment(times, "finish") - Moment(times, "start"),
            [.. results.Select(result => new TestTime(
                (string?)result.Attribute("testName") ?? "",
                TimeSpan.Parse((string?)result.Attribute("duration") ?? "0", CultureInfo.InvariantCulture)))]);
    }

    private static SuiteResult FromJUnit(string name, XElement root)
    {
        int passed = 0, failed = 0, skipped = 0;
        List<TestTime> times = [];

        foreach (XElement test in root.Descendants("testcase"))
        {
            times.Add(new TestTime((string?)test.Attribute("name") ?? "", Seconds(test)));

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

        return new SuiteResult(name, passed, failed, skipped, Seconds(root), times);
    }

    private static DateTimeOffset Moment(XElement times, string name) =>
        DateTimeOffset.Parse((string)times.Attribute(name)!, CultureInfo.InvariantCulture);

    private static TimeSpan Seconds(XElement element) =>
        TimeSpan.FromSeconds(double.Parse((string?)element.Attribute("time") ?? "0", CultureInfo.InvariantCulture));

    public static string ToString(int passed, int failed, int skipped) => string.Create(
        CultureInfo.InvariantCulture,
        $"{passed} passed, {failed} failed, {skipped} skipped");

    public override string ToString() => ToString(Passed, Failed, Skipped);
}
