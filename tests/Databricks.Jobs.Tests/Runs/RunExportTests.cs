using System.Text;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.Tests.Runs;

public sealed class RunExportTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Exports_the_last_attempt_of_each_notebook_task_that_ran()
    {
        using var server = LocalWorkspaceServer.Start(new LocalWorkspaceOptions { Speed = 100_000 });
        using var client = new JobsClient(new JobsClientOptions
        {
            Credentials = WorkspaceCredentials.FromToken(server.Address.ToString(), server.Token),
        });
        server.Script("shaky", new TaskScript { FailTimes = 1, Output = "<second>" });
        server.Script("broken", new TaskScript { Result = "FAILED" });
        SubmitRunResponse started = await client.SubmitAsync(SubmitRun.FromJson("""
            {"tasks":[
             {"task_key":"shaky","max_retries":1,"notebook_task":{"notebook_path":"/etl/shaky"}},
             {"task_key":"script","spark_python_task":{"python_file":"/a.py"}},
             {"task_key":"broken","notebook_task":{"notebook_path":"/etl/broken"}},
             {"task_key":"never","depends_on":[{"task_key":"broken"}],"notebook_task":{"notebook_path":"/etl/never"}}]}
            """));
        Run run = await client.WaitForRunAsync(started.RunId!.Value);

        List<ExportedView> views = await ReadAsync(client, run.RunId!.Value);
        Assert.Equal(["shaky-shaky", "broken-broken"], views.Select(view => view.FileName));
        Assert.Contains("&lt;second&gt;", views[0].Content, StringComparison.Ordinal);
        Assert.Equal(run.Tasks!.Last(task => task.TaskKey == "shaky").RunId, views[0].RunId);

        Assert.Equal("shaky-shaky", Assert.Single(await ReadAsync(client, views[0].RunId)).FileName);
    }

    [Theory]
    [InlineData("a", "notes", "a-notes")]
    [InlineData("a", "/Users/x/notes", "a-notes")]
    [InlineData("a", "q: <1|2>?*\"\\", "a-q_ _1_2_____")]
    [InlineData("a", "dots. . .", "a-dots")]
    [InlineData("a", "line\nbreak", "a-line_break")]
    [InlineData("a", "x\u202Ey\u200Bz", "a-x_y_z")]
    [InlineData("a", "", "a")]
    [InlineData(null, "CON", "run-7-CON")]
    public void Makes_names_that_every_file_system_takes(string? key, string name, string file) =>
        Assert.Equal(file, View(key, name).FileName);

    [Fact]
    public void Cuts_long_names_between_letters()
    {
        string name = View("k", string.Concat(Enumerable.Repeat("\U0001F600", 100))).FileName;
        Assert.True(Encoding.UTF8.GetByteCount(name) <= 180);
        Assert.Equal(name, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)));
    }

    [Fact]
    public void Gives_no_path_twice()
    {
        var folder = new ViewWriter(_folder);
        ExportedView view = View("a", "n");
        string[] names = [.. Enumerable.Range(0, 3).Select(_ => Path.GetFileName(folder.NextPath(view)))];
        Assert.Equal(["a-n.html", "a-n-7.html", "a-n-7-2.html"], names);
        Assert.Equal("A-N-7-3.html", Path.GetFileName(folder.NextPath(View("A", "N"))), ignoreCase: true);
    }

    [Fact]
    public void Replaces_a_file_only_when_told_to_and_leaves_no_pieces()
    {
        string path = new ViewWriter(_folder).NextPath(View("a", "n"));
        ViewWriter.Write(View("a", "n", "one"), path, overwrite: false);
        Assert.Throws<IOException>(() => ViewWriter.Write(View("a", "n", "two"), path, overwrite: false));
        Assert.Equal("one", File.ReadAllText(path));
        ViewWriter.Write(View("a", "n", "three"), path, overwrite: true);
        Assert.Equal("three", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    private static ExportedView View(string? key, string name, string content = "") =>
        new(new ViewItem { Name = name, Content = content }, key, runId: 7);

    private static async Task<List<ExportedView>> ReadAsync(JobsClient client, long runId)
    {
        var views = new List<ExportedView>();
        await foreach (ExportedView view in client.ExportRunViewsAsync(runId)) views.Add(view);
        return views;
    }
}
