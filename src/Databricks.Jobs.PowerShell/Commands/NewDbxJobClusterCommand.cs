using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Models.Clusters;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Defines a cluster that the tasks of a job share, for New-DbxJob -JobCluster. Sends no request.</summary>
[Cmdlet(
    VerbsCommon.New,
    "DbxJobCluster",
    DefaultParameterSetName = FixedSet,
    HelpUri = Help.Base + "New-DbxJobCluster.md")]
[OutputType(typeof(JobCluster))]
public sealed class NewDbxJobClusterCommand : LocalCommandBase
{
    private const string FixedSet = "Fixed";
    private const string ScalingSet = "Scaling";
    private const string SingleSet = "SingleNode";

    /// <summary>The key of the cluster.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The key that tasks use to refer to the cluster. It must be unique in the job.")]
    [Alias("job_cluster_key")]
    [ValidateNotNullOrEmpty]
    public string? JobClusterKey { get; set; }

    /// <summary>The Databricks Runtime version.</summary>
    [Parameter(
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The Databricks Runtime version, such as 15.4.x-scala2.12.")]
    [Alias("spark_version")]
    [ValidateNotNullOrEmpty]
    public string? SparkVersion { get; set; }

    /// <summary>The machine type.</summary>
    [Parameter(
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The machine type, as your cloud provider names it: Standard_DS3_v2, i3.xlarge, n2-highmem-4.")]
    [ArgumentCompleter(typeof(NodeTypeCompleter))]
    [Alias("node_type_id")]
    [ValidateNotNullOrEmpty]
    public string? NodeTypeId { get; set; }

    /// <summary>The fixed number of workers.</summary>
    [Parameter(
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = FixedSet,
        HelpMessage = "The fixed number of workers, in addition to the driver.")]
    [ValidateRange(0, 100000)]
    [Alias("num_workers")]
    public int? NumWorkers { get; set; }

    /// <summary>The minimum number of workers.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ScalingSet,
        HelpMessage = "The minimum number of workers when the cluster scales. Requires -MaxWorkers.")]
    [ValidateRange(0, 100000)]
    public int? MinWorkers { get; set; }

    /// <summary>The maximum number of workers.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ScalingSet,
        HelpMessage = "The maximum number of workers when the cluster scales. Requires -MinWorkers.")]
    [ValidateRange(0, 100000)]
    public int? MaxWorkers { get; set; }

    /// <summary>Whether the cluster has a driver and no workers.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = SingleSet,
        HelpMessage = "Defines a cluster with a driver and no workers.")]
    public SwitchParameter SingleNode { get; set; }

    /// <summary>The machine type of the driver.</summary>
    [Parameter(HelpMessage = "The machine type of the driver. The default is the machine type of the workers.")]
    [ArgumentCompleter(typeof(NodeTypeCompleter))]
    [Alias("driver_node_type_id")]
    [ValidateNotNullOrEmpty]
    public string? DriverNodeTypeId { get; set; }

    /// <summary>The ID of the pool that provides the machines.</summary>
    [Parameter(HelpMessage = "The ID of the pool that provides the machines, instead of -NodeTypeId.")]
    [Alias("instance_pool_id")]
    [ValidateNotNullOrEmpty]
    public string? InstancePoolId { get; set; }

    /// <summary>The ID of the cluster policy.</summary>
    [Parameter(
        HelpMessage = "The ID of the cluster policy that the definition must comply with. The service checks "
            + "this, not this command.")]
    [Alias("policy_id")]
    [ValidateNotNullOrEmpty]
    public string? PolicyId { get; set; }

    /// <summary>The Spark settings.</summary>
    [Parameter(HelpMessage = "The Spark settings: a hashtable.")]
    [Alias("spark_conf")]
    public IDictionary? SparkConf { get; set; }

    /// <summary>The environment variables of the machines.</summary>
    [Parameter(HelpMessage = "The environment variables of the machines: a hashtable.")]
    [Alias("spark_env_vars")]
    public IDictionary? SparkEnvVar { get; set; }

    /// <summary>The tags of the machines.</summary>
    [Parameter(HelpMessage = "The tags of the machines, which appear in the bills of the cloud provider: a hashtable.")]
    [Alias("custom_tags")]
    public IDictionary? CustomTag { get; set; }

    /// <summary>The access mode.</summary>
    [Parameter(
        HelpMessage = "The access mode, which determines who can share the cluster and how its users are "
            + "isolated, such as SINGLE_USER, USER_ISOLATION or DATA_SECURITY_MODE_AUTO.")]
    [KnownValueTransformation(typeof(DataSecurityMode))]
    [ArgumentCompleter(typeof(KnownValueCompleter<DataSecurityMode>))]
    [Alias("data_security_mode")]
    public string? DataSecurityMode { get; set; }

    /// <summary>The query engine.</summary>
    [Parameter(HelpMessage = "The query engine: PHOTON or STANDARD. By default, the runtime determines the engine.")]
    [KnownValueTransformation(typeof(RuntimeEngine))]
    [ArgumentCompleter(typeof(KnownValueCompleter<RuntimeEngine>))]
    [Alias("runtime_engine")]
    public string? RuntimeEngine { get; set; }

    /// <summary>The scripts that each machine runs when it starts.</summary>
    [Parameter(
        HelpMessage = "The scripts that each machine runs when it starts, in order: paths such as "
            + "/Shared/setup.sh, /Volumes/..., s3://..., abfss://... or gs://..., or hashtables.")]
    [ModelTransformation(typeof(InitScriptInfo), nameof(InitScript), Many = true)]
    public InitScriptInfo[]? InitScript { get; set; }

    /// <summary>All other settings of the cluster.</summary>
    [Parameter(
        HelpMessage = "All other settings of the cluster, with the names of the API: a hashtable, a typed "
            + "object or a JSON string.")]
    [ModelTransformation(typeof(Models.Clusters.ClusterSpec), nameof(Settings))]
    [ValidateNotNull]
    public Models.Clusters.ClusterSpec? Settings { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!this.TryBindInput())
        {
            return;
        }

        JobCluster? cluster = null;
        if (TryCheck(() => cluster = Define(), JobClusterKey))
        {
            WriteObject(cluster);
        }
    }

    private JobCluster Define()
    {
        // A copy, because the user's object must not change.
        JobCluster cluster = new JobCluster { JobClusterKey = JobClusterKey, NewCluster = Settings ?? new() }.Copy();
        Models.Clusters.ClusterSpec spec = cluster.NewCluster!;
        spec.SparkVersion = SparkVersion ?? spec.SparkVersion;
        spec.NodeTypeId = NodeTypeId ?? spec.NodeTypeId;
        spec.DriverNodeTypeId = DriverNodeTypeId ?? spec.DriverNodeTypeId;
        spec.InstancePoolId = InstancePoolId ?? spec.InstancePoolId;
        spec.PolicyId = PolicyId ?? spec.PolicyId;
        spec.SparkConf = SparkConf?.ToStringMap(nameof(SparkConf)) ?? spec.SparkConf;
        spec.SparkEnvVars = SparkEnvVar?.ToStringMap(nameof(SparkEnvVar)) ?? spec.SparkEnvVars;
        spec.CustomTags = CustomTag?.ToStringMap(nameof(CustomTag)) ?? spec.CustomTags;
        spec.DataSecurityMode = DataSecurityMode ?? spec.DataSecurityMode;
        spec.RuntimeEngine = RuntimeEngine ?? spec.RuntimeEngine;
        spec.InitScripts = InitScript?.ToList() ?? spec.InitScripts;
        AddSize(spec);
        JobValidator.Validate(cluster);
        return cluster;
    }

    private void AddSize(Models.Clusters.ClusterSpec spec)
    {
        switch (ParameterSetName)
        {
            case ScalingSet:
                spec.NumWorkers = null;
                spec.Autoscale = new AutoScale { MinWorkers = MinWorkers, MaxWorkers = MaxWorkers };
                break;
            case SingleSet when SingleNode:
                spec.MakeSingleNode();
                break;
            case FixedSet when NumWorkers is not null:
                spec.NumWorkers = NumWorkers;
                spec.Autoscale = null;
                break;
        }
    }
}
