using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that starts or repairs runs of jobs, with parameters that override those of the tasks.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobRunStartCommandBase : RunStartCommandBase
{
    /// <summary>The parameters of notebooks.</summary>
    [Parameter(HelpMessage = "The values of notebook parameters: a hashtable. For jobs without job parameters.")]
    [SecretTransformation]
    [Alias("notebook_params")]
    public IDictionary? NotebookParameter { get; set; }

    /// <summary>The arguments of Python tasks.</summary>
    [Parameter(HelpMessage = "The command-line arguments of Python tasks. For jobs without job parameters.")]
    [SecretTransformation]
    [Alias("python_params")]
    public string[]? PythonParameter { get; set; }

    /// <summary>The named arguments of Python wheel tasks.</summary>
    [Parameter(HelpMessage =
        "The named arguments of Python wheel tasks: a hashtable. For jobs without job parameters.")]
    [SecretTransformation]
    [Alias("python_named_params")]
    public IDictionary? PythonNamedParameter { get; set; }

    /// <summary>The arguments of JAR tasks.</summary>
    [Parameter(HelpMessage = "The arguments of JAR tasks. For jobs without job parameters.")]
    [SecretTransformation]
    [Alias("jar_params")]
    public string[]? JarParameter { get; set; }

    /// <summary>The arguments of spark-submit tasks.</summary>
    [Parameter(HelpMessage = "The arguments of spark-submit tasks. For jobs without job parameters.")]
    [SecretTransformation]
    [Alias("spark_submit_params")]
    public string[]? SparkSubmitParameter { get; set; }

    /// <summary>The parameters of SQL tasks.</summary>
    [Parameter(HelpMessage =
        "The values of the parameters of SQL tasks: a hashtable. For jobs without job parameters.")]
    [SecretTransformation]
    [Alias("sql_params")]
    public IDictionary? SqlParameter { get; set; }

    /// <summary>The commands of dbt tasks.</summary>
    [Parameter(HelpMessage = "The commands that dbt tasks run, such as 'dbt run'. For jobs without job parameters.")]
    [Alias("dbt_commands")]
    [ValidateNotNullOrEmpty]
    public string[]? DbtCommand { get; set; }

    /// <summary>The options of pipeline tasks.</summary>
    [Parameter(HelpMessage =
        "The options of pipeline tasks: a hashtable such as @{ full_refresh = $true }.")]
    [ModelTransformation(typeof(PipelineParams), nameof(PipelineParameter))]
    [Alias("pipeline_params")]
    public PipelineParams? PipelineParameter { get; set; }

    /// <summary>The parameters of tasks, as a request has them.</summary>
    private protected RunParameters CreateTaskParameters() => new()
    {
        NotebookParams = NotebookParameter?.ToStringMap(nameof(NotebookParameter)),
        PythonParams = PythonParameter?.ToList(),
        PythonNamedParams = PythonNamedParameter?.ToStringMap(nameof(PythonNamedParameter)),
        JarParams = JarParameter?.ToList(),
        SparkSubmitParams = SparkSubmitParameter?.ToList(),
        SqlParams = SqlParameter?.ToStringMap(nameof(SqlParameter)),
        DbtCommands = DbtCommand?.ToList(),
        PipelineParams = PipelineParameter,
    };
}
