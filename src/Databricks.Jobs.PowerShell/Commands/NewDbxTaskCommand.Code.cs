using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;

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

    /// <summary>A notebook.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = NotebookSet,
        HelpMessage = "The notebook to run: a workspace path, or a path in the repository.")]
    [ValidateNotNullOrEmpty]
    [Alias("notebook_path")]
    public string? NotebookPath { get; set; }

    /// <summary>A Python file.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = PythonSet,
        HelpMessage = "The Python file to run: a workspace or cloud path, or a path in the repository.")]
    [ValidateNotNullOrEmpty]
    [Alias("python_file")]
    public string? PythonFile { get; set; }

    /// <summary>A wheel's package.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = WheelSet,
        HelpMessage = "The package of a Python wheel; the wheel itself is named with -Library.")]
    [ValidateNotNullOrEmpty]
    [Alias("package_name")]
    public string? PackageName { get; set; }

    /// <summary>The package's entry point.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = WheelSet,
        HelpMessage = "The entry point of the package, or a function in it.")]
    [ValidateNotNullOrEmpty]
    [Alias("entry_point")]
    public string? EntryPoint { get; set; }

    /// <summary>A class of a JAR.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = JarSet,
        HelpMessage = "The full name of the class whose main method runs; the JAR itself is named with -Library.")]
    [ValidateNotNullOrEmpty]
    [Alias("main_class_name", "MainClassName")]
    public string? MainClass { get; set; }

    /// <summary>A spark-submit command line.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = SparkSubmitSet,
        HelpMessage = "The command line of spark-submit, one argument an item, beginning with its options.")]
    [ValidateNotNullOrEmpty]
    public string[]? SparkSubmitParameter { get; set; }

    /// <summary>A pipeline.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PipelineSet, HelpMessage = "The id of the pipeline to update.")]
    [ValidateNotNullOrEmpty]
    [Alias("pipeline_id")]
    public string? PipelineId { get; set; }

    /// <summary>Whether to rebuild.</summary>
    [Parameter(ParameterSetName = PipelineSet, HelpMessage = "Rebuild every table of the pipeline from the start.")]
    public SwitchParameter FullRefresh { get; set; }

    /// <summary>What to rebuild.</summary>
    [Parameter(ParameterSetName = PipelineSet, HelpMessage = "Tables of the pipeline to rebuild from the start.")]
    [ValidateNotNullOrEmpty]
    public string[]? FullRefreshTable { get; set; }

    /// <summary>What to update.</summary>
    [Parameter(ParameterSetName = PipelineSet, HelpMessage = "Tables of the pipeline to update; without it all.")]
    [ValidateNotNullOrEmpty]
    public string[]? RefreshTable { get; set; }

    /// <summary>A clean room.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = CleanRoomSet,
        HelpMessage = "The clean room that holds the notebook.")]
    [ValidateNotNullOrEmpty]
    [Alias("clean_room_name")]
    public string? CleanRoomName { get; set; }

    /// <summary>A clean room's notebook.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CleanRoomSet, HelpMessage = "The notebook in the clean room.")]
    [ValidateNotNullOrEmpty]
    [Alias("notebook_name")]
    public string? NotebookName { get; set; }

    /// <summary>The notebook's version.</summary>
    [Parameter(
        ParameterSetName = CleanRoomSet,
        HelpMessage = "The version of the notebook; the run is refused if it has changed since.")]
    [ValidateNotNullOrEmpty]
    public string? ETag { get; set; }

    /// <summary>A Python function.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = OperatorSet,
        HelpMessage = "The full dotted name of a Python function or operator class to call.")]
    [ValidateNotNullOrEmpty]
    public string? PythonFunction { get; set; }

    /// <summary>Parameters.</summary>
    [Parameter(ParameterSetName = NotebookSet, HelpMessage = "Values of the notebook's widgets: a hashtable.")]
    [Parameter(ParameterSetName = CleanRoomSet, HelpMessage = "Values of the notebook's widgets: a hashtable.")]
    [Parameter(ParameterSetName = PythonSet, HelpMessage = "Command line arguments, in order.")]
    [Parameter(ParameterSetName = JarSet, HelpMessage = "Command line arguments, in order.")]
    [Parameter(
        ParameterSetName = WheelSet,
        HelpMessage = "Arguments of the entry point: a hashtable for --name=value, or a list for plain ones.")]
    [Parameter(ParameterSetName = PipelineSet, HelpMessage = "Values handed to the pipeline: a hashtable.")]
    [Parameter(
        ParameterSetName = OperatorSet,
        HelpMessage = "Arguments of the function: a hashtable; an ordered one keeps their order.")]
    [Parameter(ParameterSetName = SqlQuerySet, HelpMessage = "Values of the query's parameters: a hashtable.")]
    [Parameter(ParameterSetName = SqlFileSet, HelpMessage = "Values of the query's parameters: a hashtable.")]
    [Parameter(
        ParameterSetName = AlertSet,
        HelpMessage = "Values of the parameters of the alert's query: a hashtable.")]
    [Parameter(
        ParameterSetName = AlertPathSet,
        HelpMessage = "Values of the parameters of the alert's query: a hashtable.")]
    [Parameter(ParameterSetName = GenieSet, HelpMessage = "Values handed to the configuration: a hashtable.")]
    [Parameter(ParameterSetName = RunJobSet, HelpMessage = "Values of job parameters: a hashtable.")]
    [ValidateNotNull]
    public object? Parameter { get; set; }

    /// <summary>Where the file is.</summary>
    [Parameter(
        ParameterSetName = NotebookSet,
        HelpMessage = "Where the file is: WORKSPACE or GIT. Without it GIT if the job has a git_source.")]
    [Parameter(
        ParameterSetName = PythonSet,
        HelpMessage = "Where the file is: WORKSPACE or GIT. Without it GIT if the job has a git_source.")]
    [Parameter(
        ParameterSetName = SqlFileSet,
        HelpMessage = "Where the file is: WORKSPACE or GIT. Without it GIT if the job has a git_source.")]
    [Parameter(
        ParameterSetName = DbtSet,
        HelpMessage = "Where the file is: WORKSPACE or GIT. Without it GIT if the job has a git_source.")]
    [KnownValueTransformation(typeof(Source))]
    [ArgumentCompleter(typeof(KnownValueCompleter<Source>))]
    public string? Source { get; set; }

    private void AddNotebook(Models.Task task)
    {
        NotebookTask notebook = task.NotebookTask ??= new();
        notebook.NotebookPath = NotebookPath;
        notebook.BaseParameters = ParameterMap() ?? notebook.BaseParameters;
        notebook.Source = Source ?? notebook.Source;
        notebook.WarehouseId = WarehouseId ?? notebook.WarehouseId;
    }

    private void AddPython(Models.Task task)
    {
        SparkPythonTask python = task.SparkPythonTask ??= new();
        python.PythonFile = PythonFile;
        python.Parameters = ParameterList() ?? python.Parameters;
        python.Source = Source ?? python.Source;
    }

    private void AddWheel(Models.Task task)
    {
        PythonWheelTask wheel = task.PythonWheelTask ??= new();
        wheel.PackageName = PackageName;
        wheel.EntryPoint = EntryPoint;
        if (IsMap)
        {
            wheel.NamedParameters = ParameterMap();
        }
        else
        {
            wheel.Parameters = ParameterList() ?? wheel.Parameters;
        }
    }

    private void AddJar(Models.Task task)
    {
        SparkJarTask jar = task.SparkJarTask ??= new();
        jar.MainClassName = MainClass;
        jar.Parameters = ParameterList() ?? jar.Parameters;
    }

    private void AddPipeline(Models.Task task)
    {
        PipelineTask pipeline = task.PipelineTask ??= new();
        pipeline.PipelineId = PipelineId;
        pipeline.FullRefresh = FullRefresh.IsPresent ? FullRefresh : pipeline.FullRefresh;
        pipeline.FullRefreshSelection = FullRefreshTable?.ToList() ?? pipeline.FullRefreshSelection;
        pipeline.RefreshSelection = RefreshTable?.ToList() ?? pipeline.RefreshSelection;
        pipeline.Parameters = ParameterMap() ?? pipeline.Parameters;
    }

    private void AddCleanRoom(Models.Task task)
    {
        CleanRoomsNotebookTask notebook = task.CleanRoomsNotebookTask ??= new();
        notebook.CleanRoomName = CleanRoomName;
        notebook.NotebookName = NotebookName;
        notebook.Etag = ETag ?? notebook.Etag;
        notebook.NotebookBaseParameters = ParameterMap() ?? notebook.NotebookBaseParameters;
    }

    private void AddOperator(Models.Task task)
    {
        PythonOperatorTask call = task.PythonOperatorTask ??= new();
        call.Main = PythonFunction;
        call.Parameters = ParameterMap()?
            .Select(entry => new PythonOperatorTaskParameter { Name = entry.Key, Value = entry.Value })
            .ToList() ?? call.Parameters;
    }
}
