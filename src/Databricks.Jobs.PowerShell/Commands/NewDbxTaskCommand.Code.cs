using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>Tasks that run code: notebooks, Python, JARs, pipelines.</content>
public sealed partial class NewDbxTaskCommand
{
    private const string NotebookSet = "Notebook";
    private const string PythonSet = "Python";
    private const string WheelSet = "Wheel";
    private const string JarSet = "Jar";
    private const string SparkSubmitSet = "SparkSubmit";
    private const string PipelineSet = "Pipeline";
    private const string CleanRoomSet = "CleanRoom";
    private const string OperatorSet = "Operator";

    /// <summary>The notebook to run.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = NotebookSet,
        HelpMessage = "The notebook to run: an absolute path in the workspace, "
            + "or a path in the Git repository of the job.")]
    [ValidateNotNullOrEmpty]
    [Alias("notebook_path")]
    public string? NotebookPath { get; set => field = Accept(value); }

    /// <summary>The Python file to run.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = PythonSet,
        HelpMessage = "The Python file to run: a path in the workspace or in cloud storage, "
            + "or a path in the Git repository of the job.")]
    [ValidateNotNullOrEmpty]
    [Alias("python_file")]
    public string? PythonFile { get; set => field = Accept(value); }

    /// <summary>The package of a Python wheel.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = WheelSet,
        HelpMessage = "The package name of a Python wheel. Specify the wheel with -Library, "
            + "or include it in the environment.")]
    [ValidateNotNullOrEmpty]
    [Alias("package_name")]
    public string? PackageName { get; set => field = Accept(value); }

    /// <summary>The entry point of the package.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = WheelSet,
        HelpMessage = "The entry point in the package's metadata, or a function in the package.")]
    [ValidateNotNullOrEmpty]
    [Alias("entry_point")]
    public string? EntryPoint { get; set => field = Accept(value); }

    /// <summary>The class to run from a JAR.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = JarSet,
        HelpMessage = "The full name of the class whose main method runs. Specify the JAR with -Library.")]
    [ValidateNotNullOrEmpty]
    [Alias("main_class_name", "MainClassName")]
    public string? MainClass { get; set => field = Accept(value); }

    /// <summary>The arguments of spark-submit.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = SparkSubmitSet,
        HelpMessage = "The arguments of spark-submit, one item each, starting with the options.")]
    [ValidateNotNullOrEmpty]
    public string[]? SparkSubmitParameter { get; set => field = Accept(value); }

    /// <summary>The pipeline to update.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PipelineSet, HelpMessage = "The ID of the pipeline to update.")]
    [ValidateNotNullOrEmpty]
    [Alias("pipeline_id")]
    public string? PipelineId { get; set => field = Accept(value); }

    /// <summary>Whether to recompute all tables.</summary>
    [Parameter(
        ParameterSetName = PipelineSet,
        HelpMessage = "Recomputes all tables of the pipeline from scratch (full refresh).")]
    public SwitchParameter FullRefresh { get; set => field = Accept(value); }

    /// <summary>The tables to recompute.</summary>
    [Parameter(
        ParameterSetName = PipelineSet,
        HelpMessage = "The tables of the pipeline to recompute from scratch (full refresh).")]
    [ValidateNotNullOrEmpty]
    public string[]? FullRefreshTable { get; set => field = Accept(value); }

    /// <summary>The tables to update.</summary>
    [Parameter(
        ParameterSetName = PipelineSet,
        HelpMessage = "The tables of the pipeline to update. By default, all tables are updated.")]
    [ValidateNotNullOrEmpty]
    public string[]? RefreshTable { get; set => field = Accept(value); }

    /// <summary>The clean room of a notebook.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = CleanRoomSet,
        HelpMessage = "The clean room that contains the notebook.")]
    [ValidateNotNullOrEmpty]
    [Alias("clean_room_name")]
    public string? CleanRoomName { get; set => field = Accept(value); }

    /// <summary>The notebook in the clean room.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CleanRoomSet, HelpMessage = "The notebook in the clean room.")]
    [ValidateNotNullOrEmpty]
    [Alias("notebook_name")]
    public string? NotebookName { get; set => field = Accept(value); }

    /// <summary>The version of the notebook in the clean room.</summary>
    [Parameter(
        ParameterSetName = CleanRoomSet,
        HelpMessage = "The version of the clean room notebook. If the notebook has changed since then, the run fails.")]
    [ValidateNotNullOrEmpty]
    public string? ETag { get; set => field = Accept(value); }

    /// <summary>The Python function to call.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = OperatorSet,
        HelpMessage = "The full, dot-separated name of the Python function or operator class to call.")]
    [ValidateNotNullOrEmpty]
    public string? PythonFunction { get; set => field = Accept(value); }

    private static TaskKind[] CodeKinds() =>
    [
        new(
            "a notebook",
            task => task.NotebookTask,
            [nameof(NotebookPath)],
            [nameof(Parameter), nameof(Source), nameof(WarehouseId)],
            (given, task) =>
            {
                NotebookTask notebook = task.NotebookTask ??= new();
                notebook.NotebookPath = given.NotebookPath ?? notebook.NotebookPath;
                notebook.BaseParameters = given.ParameterMap() ?? notebook.BaseParameters;
                notebook.Source = given.Source ?? notebook.Source;
                notebook.WarehouseId = given.WarehouseId ?? notebook.WarehouseId;
            }),
        new(
            "a Python file",
            task => task.SparkPythonTask,
            [nameof(PythonFile)],
            [nameof(Parameter), nameof(Source)],
            (given, task) =>
            {
                SparkPythonTask python = task.SparkPythonTask ??= new();
                python.PythonFile = given.PythonFile ?? python.PythonFile;
                python.Parameters = given.ParameterList() ?? python.Parameters;
                python.Source = given.Source ?? python.Source;
            }),
        new(
            "a Python wheel",
            task => task.PythonWheelTask,
            [nameof(PackageName), nameof(EntryPoint)],
            [nameof(Parameter)],
            (given, task) =>
            {
                PythonWheelTask wheel = task.PythonWheelTask ??= new();
                wheel.PackageName = given.PackageName ?? wheel.PackageName;
                wheel.EntryPoint = given.EntryPoint ?? wheel.EntryPoint;
                if (given.Parameter.Unwrap() is IDictionary)
                {
                    wheel.NamedParameters = given.ParameterMap();
                }
                else
                {
                    wheel.Parameters = given.ParameterList() ?? wheel.Parameters;
                }
            }),
        new(
            "a JAR",
            task => task.SparkJarTask,
            [nameof(MainClass)],
            [nameof(Parameter)],
            (given, task) =>
            {
                SparkJarTask jar = task.SparkJarTask ??= new();
                jar.MainClassName = given.MainClass ?? jar.MainClassName;
                jar.Parameters = given.ParameterList() ?? jar.Parameters;
            }),
        new(
            "spark-submit",
            task => task.SparkSubmitTask,
            [nameof(SparkSubmitParameter)],
            [],
            (given, task) => (task.SparkSubmitTask ??= new()).Parameters = given.SparkSubmitParameter!.ToList()),
        new(
            "a pipeline",
            task => task.PipelineTask,
            [nameof(PipelineId)],
            [nameof(FullRefresh), nameof(FullRefreshTable), nameof(RefreshTable), nameof(Parameter)],
            (given, task) =>
            {
                PipelineTask pipeline = task.PipelineTask ??= new();
                pipeline.PipelineId = given.PipelineId ?? pipeline.PipelineId;
                pipeline.FullRefresh = given.FullRefresh.IsPresent ? true : pipeline.FullRefresh;
                pipeline.FullRefreshSelection = given.FullRefreshTable?.ToList() ?? pipeline.FullRefreshSelection;
                pipeline.RefreshSelection = given.RefreshTable?.ToList() ?? pipeline.RefreshSelection;
                pipeline.Parameters = given.ParameterMap() ?? pipeline.Parameters;
            }),
        new(
            "a clean room notebook",
            task => task.CleanRoomsNotebookTask,
            [nameof(CleanRoomName), nameof(NotebookName)],
            [nameof(ETag), nameof(Parameter)],
            (given, task) =>
            {
                CleanRoomsNotebookTask notebook = task.CleanRoomsNotebookTask ??= new();
                notebook.CleanRoomName = given.CleanRoomName ?? notebook.CleanRoomName;
                notebook.NotebookName = given.NotebookName ?? notebook.NotebookName;
                notebook.Etag = given.ETag ?? notebook.Etag;
                notebook.NotebookBaseParameters = given.ParameterMap() ?? notebook.NotebookBaseParameters;
            }),
        new(
            "a Python function",
            task => task.PythonOperatorTask,
            [nameof(PythonFunction)],
            [nameof(Parameter)],
            (given, task) =>
            {
                PythonOperatorTask call = task.PythonOperatorTask ??= new();
                call.Main = given.PythonFunction ?? call.Main;
                call.Parameters = given.ParameterMap()?
                    .Select(entry => new PythonOperatorTaskParameter { Name = entry.Key, Value = entry.Value })
                    .ToList() ?? call.Parameters;
            }),
    ];
}
