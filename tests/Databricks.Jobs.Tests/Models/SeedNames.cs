namespace Databricks.Jobs.Tests.Models;

/// <summary>The objects and enumerations that version 2.1 of the API documents, with the members of each.</summary>
internal static class SeedNames
{
    public static IReadOnlyDictionary<string, string[]> All { get; } = Text
        .Replace("\n    ", " ", StringComparison.Ordinal)
        .Split('\n')
        .Select(line => line.Split(':'))
        .ToDictionary(
            parts => parts[0],
            parts => parts.Skip(1)
                .SelectMany(members => members.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .ToArray());

    private const string Text = """
        BaseJob
        BaseRun
        CancelAllRuns
        CancelAllRunsResponse
        CancelRun
        CancelRunResponse
        ClusterInstance
        ClusterSpec
        Condition: ALL_UPDATED ANY_UPDATED
        ConditionTask
        ConditionTaskOp: EQUAL_TO GREATER_THAN GREATER_THAN_OR_EQUAL LESS_THAN LESS_THAN_OR_EQUAL NOT_EQUAL
        Continuous
        CreateJob
        CreateResponse
        CronSchedule
        DbtOutput
        DbtTask
        DeleteJob
        DeleteResponse
        DeleteRun
        DeleteRunResponse
        EnforcePolicyComplianceForJobResponseJobClusterSettingsChange
        EnforcePolicyComplianceRequest
        EnforcePolicyComplianceResponse
        ExportRunOutput
        FileArrivalTriggerConfiguration
        ForEachStats
        ForEachTask
        ForEachTaskErrorMessageStats
        ForEachTaskTaskRunStats
        Format: MULTI_TASK SINGLE_TASK
        GetJobPermissionLevelsResponse
        GetPolicyComplianceResponse
        GitProvider: AWS_CODE_COMMIT AZURE_DEV_OPS_SERVICES BITBUCKET_CLOUD BITBUCKET_SERVER GIT_HUB
            GIT_HUB_ENTERPRISE GIT_LAB GIT_LAB_ENTERPRISE_EDITION
        GitSnapshot
        GitSource
        Job
        JobAccessControlRequest
        JobAccessControlResponse
        JobCluster
        JobCompliance
        JobDeployment
        JobDeploymentKind: BUNDLE
        JobEditMode: EDITABLE UI_LOCKED
        JobEmailNotifications
        JobEnvironment
        JobNotificationSettings
        JobParameter
        JobParameterDefinition
        JobPermission
        JobPermissionLevel: CAN_MANAGE CAN_MANAGE_RUN CAN_VIEW IS_OWNER
        JobPermissions
        JobPermissionsDescription
        JobPermissionsRequest
        JobRunAs
        JobSettings
        JobSource
        JobSourceDirtyState: DISCONNECTED NOT_SYNCED
        JobsHealthMetric: RUN_DURATION_SECONDS STREAMING_BACKLOG_BYTES STREAMING_BACKLOG_FILES
            STREAMING_BACKLOG_RECORDS STREAMING_BACKLOG_SECONDS
        JobsHealthOperator: GREATER_THAN
        JobsHealthRule
        JobsHealthRules
        ListJobComplianceForPolicyResponse
        ListJobsResponse
        ListRunsResponse
        NotebookOutput
        NotebookTask
        PauseStatus: PAUSED UNPAUSED
        PeriodicTriggerConfiguration
        PeriodicTriggerConfigurationTimeUnit: DAYS HOURS WEEKS
        PipelineParams
        PipelineTask
        PythonWheelTask
        QueueDetails
        QueueDetailsCodeCode: ACTIVE_RUNS_LIMIT_REACHED ACTIVE_RUN_JOB_TASKS_LIMIT_REACHED
            MAX_CONCURRENT_RUNS_REACHED
        QueueSettings
        RepairHistoryItem
        RepairHistoryItemType: ORIGINAL REPAIR
        RepairRun
        RepairRunResponse
        ResetJob
        ResetResponse
        ResolvedConditionTaskValues
        ResolvedDbtTaskValues
        ResolvedNotebookTaskValues
        ResolvedParamPairValues
        ResolvedPythonWheelTaskValues
        ResolvedRunJobTaskValues
        ResolvedStringParamsValues
        ResolvedValues
        Run
        RunConditionTask
        RunForEachTask
        RunIf: ALL_DONE ALL_FAILED ALL_SUCCESS AT_LEAST_ONE_FAILED AT_LEAST_ONE_SUCCESS NONE_FAILED
        RunJobOutput
        RunJobTask
        RunLifeCycleState: BLOCKED INTERNAL_ERROR PENDING QUEUED RUNNING SKIPPED TERMINATED TERMINATING
            WAITING_FOR_RETRY
        RunLifecycleStateV2State: BLOCKED PENDING QUEUED RUNNING TERMINATED TERMINATING
        RunNow
        RunNowResponse
        RunOutput
        RunParameters
        RunResultState: CANCELED DISABLED EXCLUDED FAILED MAXIMUM_CONCURRENT_RUNS_REACHED SUCCESS
            SUCCESS_WITH_FAILURES TIMEDOUT UPSTREAM_CANCELED UPSTREAM_FAILED
        RunState
        RunStatus
        RunTask
        RunType: JOB_RUN SUBMIT_RUN WORKFLOW_RUN
        Source: GIT WORKSPACE
        SparkJarTask
        SparkPythonTask
        SparkSubmitTask
        SqlAlertOutput
        SqlAlertState: OK TRIGGERED UNKNOWN
        SqlDashboardOutput
        SqlDashboardWidgetOutput
        SqlDashboardWidgetOutputStatus: CANCELLED FAILED PENDING RUNNING SUCCESS
        SqlOutput
        SqlOutputError
        SqlQueryOutput
        SqlStatementOutput
        SqlTask
        SqlTaskAlert
        SqlTaskDashboard
        SqlTaskFile
        SqlTaskQuery
        SqlTaskSubscription
        SubmitRun
        SubmitRunResponse
        SubmitTask
        TableUpdateTriggerConfiguration
        Task
        TaskDependency
        TaskEmailNotifications
        TaskNotificationSettings
        TerminationCodeCode: CANCELED CLOUD_FAILURE CLUSTER_ERROR CLUSTER_REQUEST_LIMIT_EXCEEDED
            DRIVER_ERROR FEATURE_DISABLED INTERNAL_ERROR INVALID_CLUSTER_REQUEST INVALID_RUN_CONFIGURATION
            LIBRARY_INSTALLATION_ERROR MAX_CONCURRENT_RUNS_EXCEEDED MAX_JOB_QUEUE_SIZE_EXCEEDED
            MAX_SPARK_CONTEXTS_EXCEEDED REPOSITORY_CHECKOUT_FAILED RESOURCE_NOT_FOUND RUN_EXECUTION_ERROR
            SKIPPED STORAGE_ACCESS_ERROR SUCCESS UNAUTHORIZED_ERROR USER_CANCELED WORKSPACE_RUN_LIMIT_EXCEEDED
        TerminationDetails
        TerminationTypeType: CLIENT_ERROR CLOUD_FAILURE INTERNAL_ERROR SUCCESS
        TriggerInfo
        TriggerSettings
        TriggerType: FILE_ARRIVAL ONE_TIME PERIODIC RETRY RUN_JOB_TASK TABLE
        UpdateJob
        UpdateResponse
        ViewItem
        ViewType: DASHBOARD NOTEBOOK
        ViewsToExport: ALL CODE DASHBOARDS
        Webhook
        WebhookNotifications
        """;
}
