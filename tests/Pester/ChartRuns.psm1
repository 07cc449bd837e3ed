# Runs with fixed times, for charts: seconds since the start of the run, at 02:30 in every time zone.

$start = [DateTimeOffset]::new([datetime]::new(2026, 3, 2, 2, 30, 0)).ToUnixTimeMilliseconds()

# An attempt of a task: key, start and end; the end is empty while it is active.
function New-ChartTask {
    param(
        [string] $Key, $From, $To, [string[]] $On = @(), [string] $Result = 'SUCCESS', [string] $State = 'TERMINATED',
        [int] $Attempt = 0, [double] $Queue = 0, [double] $Setup = 0, [double] $Cleanup = 0, [hashtable] $Also = @{},
        [long] $RunId = 1
    )

    $task = @{
        task_key = $Key; run_id = $RunId; attempt_number = $Attempt
        depends_on = @($On | ForEach-Object { @{ task_key = $_ } })
        queue_duration = $Queue * 1000; setup_duration = $Setup * 1000; cleanup_duration = $Cleanup * 1000
        state = @{ life_cycle_state = $State }
    }
    if ($State -eq 'TERMINATED') {
        $task.state.result_state = $Result
    }
    if ($null -ne $From) {
        $task.start_time = $start + $From * 1000
    }
    if ($null -ne $To) {
        $task.end_time = $start + $To * 1000
        $task.execution_duration = ($To - $From - $Queue - $Setup - $Cleanup) * 1000
    }
    $task + $Also
}

# A run as the service returns it.
function New-ChartRun {
    param([object[]] $Task, $To, [string] $Result = 'SUCCESS', [object[]] $History, [long] $RunId = 762130004815162342,
        [int] $Day = 0, [string] $Name = 'nightly-etl')

    $shift = $Day * 86400000
    $run = @{
        run_id = $RunId; job_id = 481500000001009; run_name = $Name; start_time = $start + $shift
        state = @{ life_cycle_state = 'RUNNING' }
        tasks = @($Task | ForEach-Object {
                $copy = $_.Clone()
                foreach ($time in 'start_time', 'end_time') {
                    if ($copy[$time]) {
                        $copy[$time] += $shift
                    }
                }
                $copy
            })
    }
    if ($null -ne $To) {
        $run.end_time = $start + $shift + $To * 1000
        $run.state = @{ life_cycle_state = 'TERMINATED'; result_state = $Result }
    }
    if ($History) {
        $run.repair_history = @($History | ForEach-Object {
                $round = $_.Clone()
                $round.start_time = $start + $shift + $round.From * 1000
                if ($null -ne $round.To) {
                    $round.end_time = $start + $shift + $round.To * 1000
                }
                $round.Remove('From')
                $round.Remove('To')
                $round
            })
    }
    [Databricks.Jobs.Models.Run]::FromJson(($run | ConvertTo-Json -Depth 20 -Compress))
}

# A nightly run: a retry, a task that failed, one that it stopped, and a repair in the morning.
function Get-RepairedRun {
    New-ChartRun -To 25260 -Result SUCCESS -Task @(
        New-ChartTask ingest_orders 0 640 -Setup 180 -Queue 20 -Cleanup 25
        New-ChartTask ingest_customers_of_all_regions_from_the_legacy_warehouse 0 300 -Setup 180
        New-ChartTask clean 640 1500 ingest_orders, ingest_customers_of_all_regions_from_the_legacy_warehouse -Setup 30
        New-ChartTask score_regions 1500 2400 clean -Also @{
            for_each_task = @{ inputs = '[]'; task = @{}
                stats = @{ task_run_stats = @{ total_iterations = 12; completed_iterations = 12 } } }
        }
        New-ChartTask load 1500 2100 clean -Setup 30 -Result FAILED -RunId 11
        New-ChartTask load 2220 2760 clean -Setup 30 -Result FAILED -Attempt 1 -RunId 12
        New-ChartTask load 24000 24900 clean -Setup 200 -Attempt 2 -RunId 13
        New-ChartTask publish 24900 25260 load, score_regions -Setup 20 -RunId 14
        New-ChartTask notify_owners 2760 2760 publish -Result EXCLUDED
    ) -History @(
        @{ type = 'ORIGINAL'; From = 0; To = 2760; task_run_ids = @(1, 11, 12) }
        @{ type = 'REPAIR'; id = 99; From = 24000; To = 25260; task_run_ids = @(13, 14) }
    )
}

# A run that has not ended.
function Get-ActiveRun {
    New-ChartRun -Task @(
        New-ChartTask extract 0 120 -Setup 60
        New-ChartTask load 120 $null extract -State RUNNING -Setup 30
        New-ChartTask check 125 $null extract -State PENDING
        New-ChartTask score 130 $null extract -State QUEUED
        New-ChartTask publish $null $null load, check -State BLOCKED
        New-ChartTask clock 600 600
    )
}

# Runs of one job on several days, newest first.
function Get-RunSeries {
    foreach ($day in 4, 3, 2, 1, 0) {
        $load = 900 + 250 * $day
        $result = if ($day -eq 2) { 'FAILED' } else { 'SUCCESS' }
        $tasks = @(
            New-ChartTask extract 0 400 -Setup 150 -Queue (20 * $day)
            New-ChartTask load 400 (400 + $load) extract -Setup 60 -Result $result
            if ($day -eq 2) {
                New-ChartTask publish (400 + $load) (400 + $load) load -Result UPSTREAM_FAILED
            }
            else {
                New-ChartTask publish (400 + $load) (700 + $load) load -Setup 60 -Cleanup 30
            }
        )
        $end = if ($day -eq 2) { 400 + $load } else { 700 + $load }
        New-ChartRun -Task $tasks -To $end -Result $result -RunId (1000 + $day) -Day $day
    }
}

Export-ModuleMember -Function New-ChartTask, New-ChartRun, Get-RepairedRun, Get-ActiveRun, Get-RunSeries
