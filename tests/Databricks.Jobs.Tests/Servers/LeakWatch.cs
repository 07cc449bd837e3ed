using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Databricks.Jobs.Tests.Models;

namespace Databricks.Jobs.Tests.Servers;

/// <summary>
/// Writes down every exception of the run that has the tests' token in it, also those that are caught, where the search
/// of the test command finds it (tools/TestReport) and fails.
/// </summary>
internal static class LeakWatch
{
#pragma warning disable CA2255 // A test assembly is no library: there is nobody else to begin with.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Begin() => AppDomain.CurrentDomain.FirstChanceException += Check;

    private static void Check(object? sender, FirstChanceExceptionEventArgs args)
    {
        for (Exception? one = args.Exception; one is not null; one = one.InnerException)
        {
            if (!one.Message.Contains(ClientFixture.Token, StringComparison.Ordinal)) continue;
            string results = Path.Combine(RepositoryFiles.Root, "output", "test-results");
            if (Directory.Exists(results))
            {
                File.WriteAllText(Path.Combine(results, $"exception-{Guid.NewGuid()}.txt"),
                    $"{args.Exception}\n{Environment.StackTrace}");
            }

            return;
        }
    }
}
