BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    Set-DbxLocalTask load -DurationSeconds 100 -SetupSeconds 20
    Set-DbxLocalTask flaky -FailTimes 1 -DurationSeconds 30 -SetupSeconds 0
    Set-DbxLocalTask bad -ErrorMessage 'Boom.' -DurationSeconds 50 -SetupSeconds 0
    $good = Add-TestJob -Name good -Task load, flaky -Chain
    $settings = $good | Get-DbxJob | ForEach-Object Settings
    $settings.Tasks[1].MaxRetries = 1
    $good | Update-DbxJob $settings
    $failing = Add-TestJob -Name failing -Task bad
    1..3 | ForEach-Object { $null = $good | Start-DbxJobRun -Wait }
    1..2 | ForEach-Object { $null = $failing | Start-DbxJobRun -Wait -ErrorAction Ignore }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Measure-DbxJob' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'measures the runs of a job with one list' {
        $measured = Measure-DbxJob good
        $measured.Runs | Should -Be 3
        $measured.SuccessRate | Should -Be 1
        # load: 20 + 100 s; flaky: 30 s twice.
        $measured.MedianDuration | Should -Be ([timespan]::FromSeconds(180))
        $measured.P95Duration | Should -Be ([timespan]::FromSeconds(180))
        $measured.MedianSetup | Should -Be ([timespan]::FromSeconds(20))
        $measured.TimeLost | Should -Be ([timespan]::FromSeconds(90))
        $measured.FlakyTasks | Should -Be 'flaky'
        $measured.LongestTasks | Should -Be 'load', 'flaky'
        @(Get-TestRequest $local */runs/get) | Should -HaveCount 0
        $list = @(Get-TestRequest $local */runs/list)
        $list | Should -HaveCount 1
        $list[0].Query | Should -Match 'expand_tasks=true'
    }

    It 'measures jobs from the pipeline, each in its place' {
        $measured = Get-DbxJob | Sort-Object Name | Measure-DbxJob
        $measured.JobName | Should -Be 'failing', 'good'
        $measured.JobId | Should -Be $failing.JobId, $good.JobId
        $measured[0].Succeeded | Should -Be 0
        $measured[0].SuccessRate | Should -Be 0
        $measured[0].MedianDuration | Should -BeNullOrEmpty
        $measured[0].TimeLost | Should -Be ([timespan]::FromSeconds(100))
    }

    It 'measures each task with -ByTask' {
        $tasks = $good | Measure-DbxJob -ByTask
        $tasks | ForEach-Object { $_ | Should -BeOfType Databricks.Jobs.Runs.Statistics.TaskStatistics }
        $tasks.TaskKey | Should -Be 'load', 'flaky'
        $tasks.MedianDuration.TotalSeconds | Should -Be 120, 30
        $tasks.Attempts | Should -Be 3, 6
        $tasks.FlakyRuns | Should -Be 0, 3
    }

    It 'measures only the last runs, or those since a time' {
        ($good | Measure-DbxJob -Last 2).Runs | Should -Be 2
        (Get-TestRequest $local */runs/list).Query | Should -Match 'limit=2(&|$)'
        ($good | Measure-DbxJob -Since 10d).Runs | Should -Be 3
        $third = (Get-DbxRun -JobId $good.JobId -First 1).StartTime
        ($good | Measure-DbxJob -Since $third).Runs | Should -Be 1
    }

    It 'reads a long list page by page, and shows how far it is' {
        $busy = Add-TestJob -Name busy -Task load -Setting @{ max_concurrent_runs = 100 }
        $null = 1..60 | ForEach-Object { $busy } | Start-DbxJobRun -Wait
        Clear-TestWorkspace $local
        ($busy | Measure-DbxJob).Runs | Should -Be 25
        @(Get-TestRequest $local */runs/list) | Should -HaveCount 1
        Clear-TestWorkspace $local

        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($manifest, $connection, $jobId)
                Import-Module $manifest
                Measure-DbxJob $jobId -Last 1000 -Workspace $connection
            }).AddArgument((Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1')).
            AddArgument((Get-DbxWorkspace)).AddArgument($busy.JobId)
        $shell.Invoke().Runs | Should -Be 60
        @(Get-TestRequest $local */runs/list) | Should -HaveCount 3
        $progress = $shell.Streams.Progress | Where-Object Activity -EQ 'Reading runs'
        $progress.StatusDescription | Should -Be '25 runs read', '50 runs read', '60 runs read', 'ended'
        $progress[-1].RecordType | Should -Be 'Completed'
        $shell.Dispose()
    }

    It 'has the name of a job that never ran, and no figures' {
        $measured = Add-TestJob -Name idle | Measure-DbxJob
        $measured.JobName | Should -Be 'idle'
        $measured.Runs | Should -Be 0
        $measured.SuccessRate | Should -BeNullOrEmpty
    }

    It 'reports a job that does not exist, and measures the others' {
        $measured = Measure-DbxJob 4711, $good.JobId -ErrorVariable failure -ErrorAction SilentlyContinue
        $measured.JobName | Should -Be 'good'
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -Match '^NotFound,'
        $failure[0].TargetObject | Should -Be 4711
        { Measure-DbxJob 4711 -ErrorAction Stop } | Should -Throw '*Job 4711 does not exist.*'
    }

    It 'says that an age belongs to -Since, and a number to -Last' {
        { Measure-DbxJob good -Last 7d } | Should -Throw "*'7d' is not a number of runs. * use -Since 7d.*"
        { Measure-DbxJob good -Last '90m' } | Should -Throw '*use -Since 90m.*'
        { Measure-DbxJob good -Since 20 } | Should -Throw '*use -Last 20.*'
        { Measure-DbxJob good -Last 0 } | Should -Throw '*less than the minimum*'
        @(Get-TestRequest $local) | Should -HaveCount 0
    }

    It 'names the command for jobs that match a pattern' {
        (Get-Failure { Measure-DbxJob goo* }).ErrorDetails.RecommendedAction |
            Should -Match "Get-DbxJob -Name 'goo\*' \| Measure-DbxJob"
    }
}
