using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Models.Clusters;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Defines a cluster that tasks of a job share, for New-DbxJob -JobCluster. Nothing is sent.</summary>
[Cmdlet(VerbsCommon.New, "DbxJobCluster", DefaultParameterSetName = FixedSet, HelpUri = Help.Base + "New-DbxJobCluster.md")]
[OutputType(typeof(JobCluster))]
public sealed class NewDbxJobClusterCommand : LocalCommandBase
{
    private const string FixedSet = "Fixed";
    private const string ScalingSet = "Scaling";
    private const string SingleSet = "SingleNode";

    /// <summary>The cluster's key.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The cluster's key, by which tasks name it.")]
    [Alias("job_cluster_key")]
    [ValidateNotNullOrEmpty]
    public string? JobClusterKey { get; set; }

    /// <summary>The runtime.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "The Databricks Runtime, such as 15.4.x-scala2.12.")]
    [Alias("spark_version")]
    [ValidateNotNullOrEmpty]
    public string? SparkVersion { get; set; }

    /// <summary>The machines.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "The type of the machines, such as Standard_DS3_v2 or i3.xlarge.")]
    [ArgumentCompleter(typeof(NodeTypeCompleter))]
    [Alias("node_type_id")]
    [ValidateNotNullOrEmpty]
    public string? NodeTypeId { get; set; }

    /// <summary>How many workers.</summary>
    [Parameter(
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = FixedSet,
        HelpMessage = "How many workers there are besides the driver.")]
    [ValidateRange(0, 100000)]
    [Alias("num_workers")]
    public int? NumWorkers { get; set; }

    /// <summary>The fewest workers.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ScalingSet, HelpMessage = "The fewest workers that the cluster shrinks to.")]
    [ValidateRange(0, 100000)]
    public int? MinWorkers { get; set; }

    /// <summary>The most workers.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ScalingSet, HelpMessage = "The most workers that the cluster grows to.")]
    [ValidateRange(0, 100000)]
    public int? MaxWorkers { get; set; }

    /// <summary>Whether there is only a driver.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SingleSet, HelpMessage = "A driver alone, without workers.")]
    public SwitchParameter SingleNode { get; set; }

    /// <summary>The driver's machine.</summary>
    [Parameter(HelpMessage = "The type of the driver's machine; that of the workers without it.")]
    [ArgumentCompleter(typeof(NodeTypeCompleter))]
    [Alias("driver_node_type_id")]
    [ValidateNotNullOrEmpty]
    public string? DriverNodeTypeId { get; set; }

    /// <summary>The pool.</summary>
    [Parameter(HelpMessage = "The pool that the machines come from, instead of -NodeTypeId.")]
    [Alias("instance_pool_id")]
    [ValidateNotNullOrEmpty]
    public string? InstancePoolId { get; set; }

    /// <summary>The policy.</summary>
    [Parameter(HelpMessage = "The cluster policy that the definition must obey, by its id.")]
    [Alias("policy_id")]
    [ValidateNotNullOrEmpty]
    public string? PolicyId { get; set; }

    /// <summary>Spark settings.</summary>
    [Parameter(HelpMessage = "Spark settings: a hashtable.")]
    [Alias("spark_conf")]
    public IDictionary? SparkConf { get; set; }

    /// <summary>Environment variables.</summary>
    [Parameter(HelpMessage = "Environment variables of the machines: a hashtable.")]
    [Alias("spark_env_vars")]
    public IDictionary? SparkEnvVar { get; set; }

    /// <summary>Tags.</summary>
    [Parameter(HelpMessage = "Tags of the machines: a hashtable.")]
    [Alias("custom_tags")]
    public IDictionary? CustomTag { get; set; }

    /// <summary>The access mode.</summary>
    [Parameter(HelpMessage = "The access mode: who may share the cluster and how users are kept apart.")]
    [KnownValueTransformation(typeof(DataSecurityMode))]
    [ArgumentCompleter(typeof(KnownValueCompleter<DataSecurityMode>))]
    [Alias("data_security_mode")]
    public string? DataSecurityMode { get; set; }

    /// <summary>The engine.</summary>
    [Parameter(HelpMessage = "The engine for queries: PHOTON or STANDARD; the runtime decides without it.")]
    [KnownValueTransformation(typeof(RuntimeEngine))]
    [ArgumentCompleter(typeof(KnownValueCompleter<RuntimeEngine>))]
    [Alias("runtime_engine")]
    public string? RuntimeEngine { get; set; }

    /// <summary>Scripts.</summary>
    [Parameter(HelpMessage = "Scripts that each machine runs at its start: paths such as /Shared/setup.sh, /Volumes/... or s3://..., or hashtables.")]
    [ModelTransformation(typeof(InitScriptInfo), nameof(InitScript), Many = true)]
    public InitScriptInfo[]? InitScript { get; set; }

    /// <summary>Everything else.</summary>
    [Parameter(HelpMessage = "Everything of the cluster that has no parameter of its own: a hashtable, a typed object or JSON text. Other parameters are laid over it.")]
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
        // A copy: the object that the user gave stays as it was.
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
