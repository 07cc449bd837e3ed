# Fixed objects of every type that has a view, with names, addresses and IDs as long as real ones.

# A time that reads the same in every time zone, because views show local times.
function Get-Millisecond([string] $LocalTime) {
    [DateTimeOffset]::new([datetime]::Parse($LocalTime, [cultureinfo]::InvariantCulture)).ToUnixTimeMilliseconds()
}

# Such a time.
function Read-LocalTime([string] $LocalTime) {
    [DateTimeOffset]::FromUnixTimeMilliseconds((Get-Millisecond $LocalTime))
}

# Models as the service returns them.
function Read-Model([string] $Type, [object[]] $Values) {
    foreach ($value in $Values) {
        ([type] "Databricks.Jobs.Models.$Type")::FromJson(($value | ConvertTo-Json -Depth 20 -Compress))
    }
}

# Objects that the library creates.
function New-Result([string] $Type, [hashtable] $Values) {
    $item = [Activator]::CreateInstance([type] "Databricks.Jobs.$Type", $true)
    foreach ($name in $Values.Keys) {
        $property = $item.GetType().GetProperty($name)
        $property.SetValue(
            $item, [System.Management.Automation.LanguagePrimitives]::ConvertTo($Values[$name], $property.PropertyType))
    }
    $item
}

# The objects of each screen, by the name of its file.
function Get-ScreenObject {
    $page = 'https://adb-4815162342108150.7.azuredatabricks.net/?o=4815162342108150#job/481500000001009/run'
    $name = 'sales-warehouse-nightly-load-of-all-regions-and-products'
    $user = 'maria.hernandez-gonzalez@analytics.example.com'
    $started = Get-Millisecond '2026-03-02T02:30:00'
    $ended = Get-Millisecond '2026-03-02T03:35:07'
    $state = @{
        life_cycle_state = 'TERMINATED'; result_state = 'SUCCESS_WITH_FAILURES'
        state_message = 'One of the tasks failed, but the run continued.'
    }
    $failed = @{
        life_cycle_state = 'TERMINATED'; result_state = 'FAILED'
        state_message = 'Task load_transactions_of_all_regions_into_the_warehouse failed with message: Boom.'
    }
    $tasks = @(
        foreach ($key in 'load_transactions_of_all_regions_into_the_warehouse', 'check') {
            @{
                run_id = 762130004815162342; task_key = $key; attempt_number = 1; state = $state
                start_time = $started; end_time = $ended; run_page_url = "$page/762130004815162342"
                depends_on = @(@{ task_key = 'extract' }); run_if = 'ALL_DONE'
            }
        }
    )
    $run = {
        param($Id, $RunName, $RunState)
        @{
            run_id = $Id; job_id = 481500000001009; run_name = $RunName; state = $RunState
            start_time = $started; end_time = $ended; creator_user_name = $user; trigger = 'PERIODIC'
            run_page_url = "$page/$Id"; run_duration = 3907000
            job_parameters = @(@{ name = 'date'; value = '2026-03-02'; default = 'today' })
        }
    }
    $cluster = @{
        spark_version = '15.4.x-scala2.12'; node_type_id = 'Standard_DS3_v2'
        autoscale = @{ min_workers = 2; max_workers = 12 }
    }
    $settings = @{
        name = $name; description = "Loads the sales.`nOwned by the team analytics."
        tags = @{ team = 'sales' }
        schedule = @{ quartz_cron_expression = '0 30 2 * * ? 2098'; timezone_id = 'UTC'; pause_status = 'PAUSED' }
        parameters = @(@{ name = 'date'; default = 'today' })
        job_clusters = @(@{ job_cluster_key = 'main'; new_cluster = $cluster })
        tasks = @(@{
                task_key = 'load_transactions_of_all_regions_into_the_warehouse'
                description = 'Loads.'; job_cluster_key = 'main'
                notebook_task = @{ notebook_path = '/Workspace/Users/maria.hernandez-gonzalez/sales/load_transactions' }
                depends_on = @(@{ task_key = 'extract' })
            })
    }
    $job = {
        param($Id, $JobName)
        $own = $settings.Clone()
        $own.name = $JobName
        @{ job_id = $Id; creator_user_name = $user; run_as_user_name = $user; created_time = $started; settings = $own }
    }
    $listed = {
        param($Id, $JobName)
        $one = & $job $Id $JobName
        $one.settings.Remove('tasks')
        # A schedule that has ended.
        $one.settings.schedule = @{ quartz_cron_expression = '0 30 2 * * ? 2001'; timezone_id = 'UTC' }
        $one
    }
    $jobs = Read-Model BaseJob (& $listed 481500000001009 $name), (& $listed 481500000001010 "$name-copy")
    $withRuns = foreach ($one in Read-Model BaseJob (& $listed 481500000001009 $name), (& $listed 1815 'small')) {
        $item = [psobject] $one
        $item.PSObject.TypeNames.Insert(0, 'Databricks.Jobs.Models.BaseJob#LatestRun')
        $latest = if ($one.JobId -gt 2000) {
            Read-Model BaseRun (& $run 762130004815162342 $name $state)
        }
        $item.PSObject.Properties.Add([psnoteproperty]::new('LatestRun', $latest))
        $item
    }
    $whole = & $run 762130004815162342 $name $state
    $whole.tasks = $tasks
    $wholeJob = Read-Model Job (& $job 481500000001009 $name)
    $change = @{ field = 'job_clusters[0].new_cluster.aws_attributes.zone_id'; previous_value = ''; new_value = 'auto' }
    $iterations = foreach ($i in 1, 2) {
        $item = New-Result Runs.TaskOutput @{
            JobId = 481500000001009; RunId = 762130004815162342 + $i; ParentRunId = 762130004815162342
            TaskKey = 'load_transactions_of_all_regions_into_the_warehouse'; Iteration = $i
            Input = "region=emea-$i, day=2026-03-02"; AttemptNumber = 0; Result = 'SUCCESS'
            Duration = [timespan]::FromSeconds(65); NotebookResult = '{"rows": 4815162342}'
        }
        $item.PSObject.TypeNames.Insert(0, 'Databricks.Jobs.Runs.TaskOutput#Iterations')
        $item
    }
    $current = Get-DbxWorkspace -ErrorAction Ignore
    $workspace = Connect-DbxWorkspace 'https://adb-4815162342108150.7.azuredatabricks.net' dapi-screen -SkipVerification
    $workspace.GetType().GetField('<UserName>k__BackingField', [System.Reflection.BindingFlags] 'NonPublic, Instance').
        SetValue($workspace, $user)
    Disconnect-DbxWorkspace
    if ($current) {
        $null = Select-DbxWorkspace $current
    }
    $statistics = @{
        JobId = 481500000001009; JobName = $name; Runs = 25; Succeeded = 21; Failed = 2; Canceled = 1; Skipped = 1
        MedianDuration = [timespan] '01:05:07'; P95Duration = [timespan] '02:10:00'; Trend = 0.124
        MedianQueue = [timespan] '00:00:12'; P95Queue = [timespan] '00:04:00'
        MedianSetup = [timespan] '00:05:30'; P95Setup = [timespan] '00:11:00'; TimeLost = [timespan] '1.03:00:00'
    }
    $measured = @(
        New-Result Runs.Statistics.TaskStatistics (@{
                TaskKey = 'load_transactions_of_all_regions_into_the_warehouse'; Attempts = 29; FlakyRuns = 3
            } + $statistics)
        New-Result Runs.Statistics.TaskStatistics @{
            JobId = 481500000001009; JobName = $name; TaskKey = 'check'; Runs = 1; Failed = 1
        }
    )
    $notifications = Read-Model JobEmailNotifications @{ on_failure = @($user); no_alert_for_skipped_runs = $true }
    $file = 'C:\repos\sales-warehouse\jobs\sales-warehouse-nightly-load.json'
    $differences = [Databricks.Jobs.Definitions.JobComparer]::Compare(
        (Read-Model JobSettings @{ max_concurrent_runs = 1; tags = @{ team = 'sales' } }),
        (Read-Model JobSettings @{ max_concurrent_runs = 4; tags = @{ team = 'finance' } }))
    $import = {
        param($Action, $Status, $JobName, $Change = @(), $Failure = $null)
        New-Result Importing.JobImportItem @{
            Name = $JobName; JobId = if ($Action -ne 'Create') { 481500000001009 }; Action = $Action; Status = $Status
            Change = [Databricks.Jobs.Definitions.JobDifference[]] $Change; Error = $Failure
            Source = [Databricks.Jobs.Definitions.SourceLocation]::new($file, 12, 5)
        }
    }
    $failure = [Databricks.Jobs.JobsException]::new(
        'The service rejected POST /api/2.2/jobs/reset (400 INVALID_PARAMETER_VALUE): Cluster policy 5 does not exist.',
        'Correct the request.')
    [ordered]@{
        JobImportItem = @(
            & $import Create Planned $name
            & $import Update Succeeded $name $differences
            & $import Update Succeeded small $differences[0]
            & $import Unchanged Succeeded 'clean'
            & $import Update Failed 'late' $differences[0] $failure
        )
        Run = @(Read-Model Run $whole)
        BaseRun = @(Read-Model BaseRun (& $run 762130004815162342 $name $state), (& $run 1815 "$name-copy" $failed))
        RunTask = @(Read-Model RunTask $tasks)
        RepairHistoryItem = @(Read-Model RepairHistoryItem @{
                type = 'REPAIR'; id = 762130004815162343; start_time = $started; end_time = $ended; state = $state
                task_run_ids = @(762130004815162342, 762130004815162344)
            })
        JobParameter = @(Read-Model JobParameter $whole.job_parameters)
        TaskOutput = @(
            New-Result Runs.TaskOutput @{
                JobId = 481500000001009; RunId = 762130004815162342; ParentRunId = 762130004815162341
                TaskKey = 'load_transactions_of_all_regions_into_the_warehouse'; AttemptNumber = 1
                Result = 'FAILED'; Duration = [timespan]::FromSeconds(3907); Logs = "Line 1`nLine 2"
                Error = 'AnalysisException: Column customer_identifier cannot be resolved.'
                ErrorTrace = "AnalysisException`n`tat load.py:12"
            }
            New-Result Runs.TaskOutput @{ TaskKey = 'check'; Result = 'UPSTREAM_FAILED' }
        )
        TaskOutputIterations = @($iterations)
        RunOutput = @(Read-Model RunOutput @{
                error = 'Boom.'; error_trace = 'Trace'; logs = "Line 1`nLine 2"
                notebook_output = @{ result = '12 rows' }; metadata = $whole
            })
        Job = @($wholeJob)
        BaseJob = @($jobs)
        JobLatestRun = @($withRuns)
        JobSettings = @($wholeJob.Settings)
        Task = @($wholeJob.Settings.Tasks)
        CronSchedule = @($wholeJob.Settings.Schedule, $jobs[0].Settings.Schedule)
        JobParameterDefinition = @($wholeJob.Settings.Parameters)
        JobCluster = @($wholeJob.Settings.JobClusters)
        ClusterSpec = @($wholeJob.Settings.JobClusters.NewCluster)
        EmailNotifications = @($notifications)
        JobPermissionEntry = @(
            New-Result Permissions.JobPermissionEntry @{
                JobId = 481500000001009; Principal = $user; PrincipalType = 'user'; PermissionLevel = 'IS_OWNER'
            }
            New-Result Permissions.JobPermissionEntry @{
                JobId = 481500000001009; Principal = '5f3c1d1e-8f5d-4a55-9f5b-5a1f0a3d2c11'
                PrincipalType = 'service_principal'; PermissionLevel = 'CAN_MANAGE_RUN'; InheritedFrom = '/jobs/'
            }
        )
        JobPermissionsDescription = @(Read-Model JobPermissionsDescription @{
                permission_level = 'CAN_MANAGE_RUN'
                description = 'Can view, manage the runs of, and start the job, but cannot change its settings.'
            })
        JobCompliance = @(Read-Model JobCompliance @{
                job_id = 481500000001009; is_compliant = $false
                violations = @{ 'job_clusters.main.new_cluster.num_workers' = 'The value must be at most 10.' }
            })
        JobComplianceRepair = @(New-Result Compliance.JobComplianceRepair @{
                JobId = 481500000001009; HasChanges = $true
                Changes = [Databricks.Jobs.Models.EnforcePolicyComplianceForJobResponseJobClusterSettingsChange[]] (
                    Read-Model EnforcePolicyComplianceForJobResponseJobClusterSettingsChange $change)
            })
        JobClusterChange = @(Read-Model EnforcePolicyComplianceForJobResponseJobClusterSettingsChange $change)
        JobDifference = @([Databricks.Jobs.Definitions.JobComparer]::Compare(
                (Read-Model JobSettings @{ name = $name; max_concurrent_runs = 1; tasks = @(
                        @{ task_key = 'load'; notebook_task = @{ notebook_path = '/Workspace/Shared/etl/load' } }
                        @{ task_key = 'clean'; notebook_task = @{ notebook_path = '/Workspace/Shared/etl/clean' } }) }),
                (Read-Model JobSettings @{ name = $name; max_concurrent_runs = 4; tags = @{ team = 'sales' }; tasks = @(
                        @{ task_key = 'load'; notebook_task = @{ notebook_path = '/Workspace/Shared/sales/load' } }) }))
        )
        JobFinding = @(Test-DbxJob -InputObject @{
                name = $name; max_concurent_runs = 2
                tasks = @(@{
                        task_key = 'load'; depends_on = @(@{ task_key = 'lod' })
                        notebook_task = @{ notebook_path = '/x' }
                    })
            })
        JobStatistics = @(
            New-Result Runs.Statistics.JobStatistics (@{
                    From = Read-LocalTime '2026-02-01T02:30:00'; To = Read-LocalTime '2026-03-02T02:30:00'
                    Tasks = [Databricks.Jobs.Runs.Statistics.TaskStatistics[]] $measured
                } + $statistics)
            New-Result Runs.Statistics.JobStatistics @{ JobId = 1815; JobName = 'small' }
        )
        TaskStatistics = @($measured)
        DbxWorkspace = @($workspace)
        SeveralTypes = @((Read-Model Run $whole), $wholeJob, $notifications)
    }
}

# What a window of a width shows: objects as the table or list that they get, the views on request, and a list.
function Get-Screen {
    param($Window, [int] $Width, [object[]] $Items, [string[]] $View)

    $lines = Invoke-InWindow $Window {
        param($Width, $Items, $View)
        $Items | Out-String -Width $Width
        foreach ($name in $View) {
            "--- Format-Table -View $name"
            $Items | Format-Table -View $name | Out-String -Width $Width
        }
        '--- Format-List'
        $Items | Format-List | Out-String -Width $Width
    } $Width, $Items, $View
    $text = (($lines -join "`n") -split '\r?\n' | ForEach-Object { $_.TrimEnd() }) -join "`n"
    ($text -replace '\n{3,}', "`n`n").Trim("`n")
}

Export-ModuleMember -Function Get-ScreenObject, Get-Screen
