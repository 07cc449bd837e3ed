using System.Globalization;
using TestReport;

// TestReport <folder> <suite>=<exit code or "missing"> ...
// Adds up the suites that ran from the files that they left in the folder (xunit/results.trx, Pester.xml, Cobertura).
// The exit code is 1 for a failed test, coverage of the library below its threshold, a token in any of the files, no
// test at all and, if CI is set, a suite that could not run. The last line is the sum.

// The library's lines that must be covered. It is here and nowhere else: no option, no variable, no file lowers it.
const double RequiredPercent = 85;
const string Library = "Databricks.Jobs";
// Where the Pester suite leaves what its commands, children and files said.
const string Captured = "captured";
// Where the Browser suite leaves pages and pictures of them.
const string Screenshots = "screenshots";
// In place of an exit code: the suite could not be started.
const string Missing = "missing";
const int SlowestShown = 10;

if (args.Length < 2 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("usage: TestReport <folder with results> <suite>=<exit code> ...");
    return 1;
}

string folder = args[0];

// What an xunit suite leaves lies in a folder of the suite's name, and in folders with names of the moment in that:
// one place, one name instead.
foreach (string suite in Directory
    .GetDirectories(folder)
    .Where(path => Path.GetFileName(path) is not (Captured or Screenshots)))
{
    foreach (string file in Directory.EnumerateFiles(suite, "*", SearchOption.AllDirectories))
    {
        string? end = Path.GetFileName(file) switch
        {
            "results.trx" => ".trx",
            "coverage.cobertura.xml" => ".cobertura.xml",
            _ => null,
        };

        if (end is not null)
        {
            File.Copy(file, suite + end, overwrite: true);
        }
    }

    Directory.Delete(suite, recursive: true);
}

List<SuiteResult> suites = [];
bool good = true;

foreach (string[] argument in args.Skip(1).Select(argument => argument.Split('=', 2)))
{
    string name = argument[0];

    if (argument[1] == Missing)
    {
        bool isCI = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));
        Console.WriteLine($"{name} did NOT run{(isCI ? ", and CI is set: counted as one failure" : "")}.");
        suites.Add(SuiteResult.NotRun(name, failed: isCI ? 1 : 0));
        continue;
    }

    int exitCode = int.Parse(argument[1], CultureInfo.InvariantCulture);
    string? file = Directory
        .EnumerateFiles(folder)
        .FirstOrDefault(path => Path.GetFileNameWithoutExtension(path).Equals(name, StringComparison.OrdinalIgnoreCase)
            && Path.GetExtension(path) is ".trx" or ".xml");

    SuiteResult result = file is null ? SuiteResult.NotRun(name, failed: 1) : SuiteResult.Read(name, file);

    if (file is null)
    {
        Console.WriteLine($"{name} left no results (exit code {exitCode}): counted as one failure.");
    }
    else if (exitCode != 0 && result.Failed == 0)
    {
        Console.WriteLine($"{name} ended with exit code {exitCode} though no test failed: counted as one failure.");
        result = result.With(exitCode);
    }

    suites.Add(result);
}

List<string> leaks = [.. LeakScan.Run(folder)];

if (suites.Any(suite => suite.Name == "Pester" && suite.Passed > 0)
    && !Directory.Exists(Path.Combine(folder, Captured)))
{
    leaks.Add("The Pester suite left nothing to be searched for tokens.");
}

foreach (string leak in leaks)
{
    Console.WriteLine(leak);
    good = false;
}

IReadOnlyList<LineCoverage> coverage = LineCoverage.Read(Directory.GetFiles(folder, "*.cobertura.xml"));

Console.WriteLine();
Console.WriteLine("Coverage");

foreach (LineCoverage assembly in coverage)
{
    Console.WriteLine($"  {assembly}");
}

LineCoverage library = coverage.FirstOrDefault(assembly => assembly.Assembly == Library)
    ?? new LineCoverage(Library, 0, 0);

if (library.Total == 0)
{
    Console.WriteLine($"  {Library}: not measured");
}

if (library.Percent < RequiredPercent)
{
    Console.WriteLine(FormattableString.Invariant(
        $"{Library} is at {library.Percent:0.0} % of lines; {RequiredPercent} % are required."));
    good = false;
}

Console.WriteLine();
Console.WriteLine("Slowest tests");

IEnumerable<TestTime> times = suites.SelectMany(suite => suite.Times).OrderByDescending(test => test.Time);
foreach (TestTime test in times.Take(SlowestShown))
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {test.Time.TotalSeconds,6:0.0} s  {test.Name}"));
}

Console.WriteLine();
Console.WriteLine("Time");

foreach (SuiteResult suite in suites)
{
    Console.WriteLine($"  {suite.Name}: {suite.Time:m\\:ss}");
}

Console.WriteLine();

foreach (SuiteResult suite in suites)
{
    Console.WriteLine($"{suite.Name}: {suite}");
}

int passed = suites.Sum(suite => suite.Passed);
int failed = suites.Sum(suite => suite.Failed);

if (passed + failed == 0)
{
    Console.WriteLine("No test ran.");
}

Console.WriteLine(SuiteResult.ToString(passed, failed, suites.Sum(suite => suite.Skipped)));

return good && failed == 0 && passed > 0 ? 0 : 1;
