using Databricks.Jobs.Authentication;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Importing;

namespace Databricks.Jobs.Tests.Importing;

/// <summary>The program of this assembly: an import in a process that tests can kill. The test runner does not call it.
/// </summary>
internal static class ImportProgram
{
    public const string TokenVariable = "DATABRICKS_TOKEN";

    /// <param name="args">The address of the workspace, and the path of a file with the definitions.</param>
    public static async Task Main(string[] args)
    {
        using var client = new JobsClient(new JobsClientOptions
        {
            Credentials = WorkspaceCredentials.FromToken(args[0], Environment.GetEnvironmentVariable(TokenVariable)!),
        });
        var importer = new JobImporter(client);
        JobImportPlan plan = await importer.PlanAsync(await new JobDefinitionReader().ReadFileAsync(args[1]));
        await importer.ApplyAsync(plan.Items);
    }
}
