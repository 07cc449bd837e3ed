BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $job = Add-TestJob -Task first, second -Chain -Setting @{ max_concurrent_runs = 1000 }
    $other = Add-TestJob -Name other
    $otherRuns = 1..3 | ForEach-Object { $other | Start-DbxJobRun }
    $runs = 1..60 | ForEach-Object { $job | Start-DbxJobRun }
    $null = $runs[-1] | Wait-DbxRun
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Get-DbxRun by id' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'takes ids by position and gives their tasks' {
        $found = Get-DbxRun $runs[0].RunId, $runs[1].RunId
        $found.RunId | Should -Be $runs[0].RunId, $runs[1].RunId
        $found[0].Tasks.TaskKey | Should -Be 'first', 'second'
    }

    It 'takes ids from the pipeline' {
        ($runs[3].RunId | Get-DbxRun).RunId | Should -Be $runs[3].RunId
    }

    It 'takes a run and gets that run, not the runs of its job' {
        $found = $runs[0] | Get-DbxRun
        $found | Should -HaveCount 1
        $found.RunId | Should -Be $runs[0].RunId
        (Get-TestRequest $local).Path | Should -Be '/api/2.2/jobs/runs/get'
    }

    It 'takes runs of a list' {
        $found = Get-DbxRun -JobId $other.JobId | Get-DbxRun
        $found | Should -HaveCount 3
        $found | ForEach-Object { $_.GetType().Name | Should -Be 'Run' }
    }

    It 'takes rows that have both ids, as text' {
        $row = [pscustomobject]@{ job_id = "$($job.JobId)"; run_id = "$($runs[5].RunId)" }
        ($row | Get-DbxRun).RunId | Should -Be $runs[5].RunId
    }

    It 'takes runs that were written to a CSV file' {
        $file = Join-Path $TestDrive 'runs.csv'
        $otherRuns | Select-Object JobId, RunId | Export-Csv $file -NoTypeInformation
        (Import-Csv $file | Get-DbxRun).RunId | Should -Be $otherRuns.RunId
    }

    It 'includes the history of repairs on demand' {
        (Get-DbxRun $runs[0].RunId).RepairHistory | Should -BeNullOrEmpty
        (Get-DbxRun $runs[0].RunId -IncludeHistory).RepairHistory.Type | Should -Be 'ORIGINAL'
    }

    It 'asks for resolved values on demand' {
        $null = Get-DbxRun $runs[0].RunId -IncludeResolvedValues
        (Get-TestRequest $local).Query | Should -Match 'include_resolved_values=true'
    }

    It 'goes on after a run that there is not, and names it' {
        $found = Get-DbxRun 4711, $runs[0].RunId -ErrorAction SilentlyContinue -ErrorVariable failure
        $found.RunId | Should -Be $runs[0].RunId
        $failure[0].FullyQualifiedErrorId |
            Should -Be 'NotFound,Databricks.Jobs.PowerShell.Commands.GetDbxRunCommand'
        $failure[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failure[0].TargetObject | Should -Be 4711
        $failure[0].ErrorDetails.RecommendedAction | Should -Match '60 days'
    }

    It 'says that there is no run <_>' -ForEach 0, -5 {
        (Get-Failure { Get-DbxRun $_ }).FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
    }

    It 'lists nothing where an id is missing: <What>' -ForEach @(
        @{ What = 'null by position'; Script = { Get-DbxRun $null } }
        @{ What = 'null in the pipeline'; Script = { $null | Get-DbxRun } }
        @{ What = 'an empty list'; Script = { Get-DbxRun @() } }
        @{ What = 'a null job'; Script = { Get-DbxRun -JobId $null } }
        @{ What = 'an object without ids'; Script = { [pscustomobject]@{ name = 'x' } | Get-DbxRun } }
        @{ What = 'an object whose id is null'; Script = { [pscustomobject]@{ RunId = $null } | Get-DbxRun } }
    ) {
        (Get-Failure $Script).CategoryInfo.Category | Should -BeIn 'InvalidData', 'InvalidArgument'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }
}

Describe 'Get-DbxRun lists' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'gives all runs of all jobs, newest first, each once' {
        $all = Get-DbxRun
        $all | Should -HaveCount 63
        $all.RunId | Select-Object -Unique | Should -HaveCount 63
        $all[0].RunId | Should -Be $runs[-1].RunId
    }

    It 'gives the runs of one job: <What>' -ForEach @(
        @{ What = 'by its id'; Script = { Get-DbxRun -JobId $other.JobId } }
        @{ What = 'by a job in the pipeline'; Script = { $other | Get-DbxRun } }
        @{ What = 'by a job of a list in the pipeline'; Script = { Get-DbxJob -Name other | Get-DbxRun } }
        @{ What = 'by a row of text'; Script = { [pscustomobject]@{ job_id = "$($other.JobId)" } | Get-DbxRun } }
    ) {
        $found = & $Script
        $found | Should -HaveCount 3
        $found.JobId | Select-Object -Unique | Should -Be $other.JobId
    }

    It 'gives the runs of several jobs' {
        Get-DbxRun -JobId $other.JobId, $job.JobId | Should -HaveCount 63
    }

    It 'gives the newest run of each job that is piped' {
        $found = $other, $job | Get-DbxRun -First 1
        $found.RunId | Should -Be $otherRuns[-1].RunId, $runs[-1].RunId
    }

    It 'asks for no more than -First' {
        Get-DbxRun -First 3 | Should -HaveCount 3
        $request = Get-TestRequest $local
        $request | Should -HaveCount 1
        $request.Query | Should -Match 'limit=3(&|$)'
    }

    It 'passes over -Skip' {
        (Get-DbxRun -Skip 1 -First 1).RunId | Should -Be $runs[-2].RunId
    }

    It 'reads at most two pages for Select-Object -First 1' {
        Get-DbxRun | Select-Object -First 1 | Should -HaveCount 1
        @(Get-TestRequest $local).Count | Should -BeLessOrEqual 2
    }

    It 'hands filters on to the service' {
        $null = Get-DbxRun -Completed -RunType JOB_RUN -StartedAfter 2026-01-01 -StartedBefore 2036-01-01 -ExpandTasks
        $query = (Get-TestRequest $local)[0].Query
        $query | Should -Match 'completed_only=true'
        $query | Should -Match 'run_type=JOB_RUN'
        $query | Should -Match 'start_time_from=\d{13}(&|$)'
        $query | Should -Match 'start_time_to=\d{13}(&|$)'
        $query | Should -Match 'expand_tasks=true'
    }

    It 'tells active runs from ended ones' {
        Set-DbxLocalTask * -DurationSeconds 1e9 -LocalWorkspace $local
        $active = $other | Start-DbxJobRun
        (Get-DbxRun -Active).RunId | Should -Be $active.RunId
        (Get-DbxRun -JobId $other.JobId -Completed).RunId | Should -Not -Contain $active.RunId
        $null = Stop-DbxRun $active.RunId -Wait
    }

    It 'refuses a time window that ends before it starts' {
        $failure = Get-Failure { Get-DbxRun -StartedAfter 2026-02-01 -StartedBefore 2026-01-01 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'TimeWindow,*'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'StartedAfter'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'refuses active and ended runs at once' {
        (Get-Failure { Get-DbxRun -Active -Completed }).CategoryInfo.Category | Should -Be 'InvalidArgument'
    }

    It 'says that a list has no histories' {
        (Get-Failure { Get-DbxRun -IncludeHistory }).FullyQualifiedErrorId | Should -BeLike 'RunIdNeeded,*'
    }
}

Describe 'Get-DbxRun finds' {
    BeforeAll {
        Set-DbxLocalTask fails -Result FAILED -LocalWorkspace $local
        Set-DbxLocalTask late -Result TIMEDOUT -LocalWorkspace $local
        $bad = Add-TestJob -Name 'nightly load' -Task fails | Start-DbxJobRun -Wait -ErrorAction Ignore
        $late = Add-TestJob -Name 'nightly sync' -Task late | Start-DbxJobRun -Wait -ErrorAction Ignore
    }

    BeforeEach {
        (Get-LocalServer $local).ClearRequests()
    }

    It 'runs that ended so, of several ways' {
        (Get-DbxRun -Result FAILED).RunId | Should -Be $bad.RunId
        (Get-DbxRun -Result failed, TimedOut).RunId | Should -Be $late.RunId, $bad.RunId
        (Get-TestRequest $local)[0].Query | Should -Match 'completed_only=true'
    }

    It 'as many as are wanted, wherever they are in the list' {
        (Get-DbxRun -Result FAILED, TIMEDOUT -First 1).RunId | Should -Be $late.RunId
        (Get-DbxRun -Result FAILED, TIMEDOUT -Skip 1 -First 1).RunId | Should -Be $bad.RunId
        Get-DbxRun -Result SUCCESS -Skip 10 -First 40 | Should -HaveCount 40
    }

    It 'runs that stand so' {
        Set-DbxLocalTask only -DurationSeconds 1e9 -LocalWorkspace $local
        $active = Add-TestJob -Name lasting | Start-DbxJobRun
        Wait-Until { (Get-DbxRun $active.RunId).Status.State -eq 'RUNNING' }
        (Get-DbxRun -State RUNNING).RunId | Should -Be $active.RunId
        (Get-TestRequest $local '*/list')[-1].Query | Should -Match 'active_only=true'
        (Get-DbxRun -State TERMINATED -First 1).RunId | Should -Be $late.RunId
        (Get-TestRequest $local '*/list')[-1].Query | Should -Match 'completed_only=true'
        $null = Stop-DbxRun $active.RunId -Wait
    }

    It 'runs of jobs by name, the newest first' {
        (Get-DbxRun -JobName 'nightly load').RunId | Should -Be $bad.RunId
        (Get-TestRequest $local '*/runs/list').Query | Should -Match "job_id=$($bad.JobId)"
        (Get-DbxRun -JobName NIGHTLY*).RunId | Should -Be $late.RunId, $bad.RunId
        (Get-DbxRun -JobName nightly*, other -First 3).RunId | Should -Be @(
            $late.RunId, $bad.RunId, (Get-DbxRun -JobId $other.JobId -First 1).RunId)
    }

    It 'runs by their own name' {
        (Get-DbxRun -Name *load).RunId | Should -Be $bad.RunId
        Get-DbxRun -Name nosuch | Should -BeNullOrEmpty
    }

    It 'nothing of a job that is not there, and says so only where its whole name was given' {
        (Get-Failure { Get-DbxRun -JobName nosuch }).FullyQualifiedErrorId | Should -BeLike 'JobNotFound,*'
        Get-DbxRun -JobName nosuch* | Should -BeNullOrEmpty
        Get-TestRequest $local '*/runs/list' | Should -BeNullOrEmpty
    }

    It 'runs since <What>' -ForEach @(
        @{ What = 'an age as text'; Value = '2h'; Seconds = 7200 }
        @{ What = 'an age of two units'; Value = '1d 12h'; Seconds = 129600 }
        @{ What = 'a TimeSpan'; Value = [timespan]::FromMinutes(90); Seconds = 5400 }
        @{ What = 'a DateTime'; Value = [datetime]::Now.AddDays(-7); Seconds = 604800 }
        @{ What = 'a DateTimeOffset'; Value = [DateTimeOffset]::Now.AddDays(-7); Seconds = 604800 }
    ) {
        foreach ($name in 'StartedAfter', 'Last') {
            (Get-LocalServer $local).ClearRequests()
            $given = @{ $name = $Value; First = 1 }
            $null = Get-DbxRun @given
            $null = (Get-TestRequest $local).Query -match 'start_time_from=(\d+)'
            $asked = [DateTimeOffset]::FromUnixTimeMilliseconds([long] $Matches[1])
            $wanted = if ($Seconds -eq 604800) {
                [DateTimeOffset] $Value
            } else {
                [DateTimeOffset]::UtcNow.AddSeconds(-$Seconds)
            }
            [math]::Abs(($asked - $wanted).TotalSeconds) | Should -BeLessThan 20
        }
    }

    It 'runs between two ages' {
        $null = Get-DbxRun -StartedAfter 2h -StartedBefore 1h
        (Get-TestRequest $local).Query | Should -Match 'start_time_from=\d+&start_time_to=\d+'
    }

    It 'a date as text as ever' {
        $null = Get-DbxRun -StartedAfter 2026-01-31 -First 1
        $wanted = ([DateTimeOffset] '2026-01-31').ToUnixTimeMilliseconds()
        (Get-TestRequest $local).Query | Should -Match "start_time_from=$wanted"
    }

    It 'a fault before anything is sent: <What>' -ForEach @(
        @{ What = 'no time'; Script = { Get-DbxRun -StartedAfter soon }; Words = '90m, 2h, 7d' }
        @{ What = 'a bare number'; Script = { Get-DbxRun -Last 5 }; Words = '-First 5' }
        @{ What = 'a future'; Script = { Get-DbxRun -Last ([timespan]::FromHours(-1)) }; Words = 'cannot be negative' }
        @{ What = 'ages the wrong way round'; Script = { Get-DbxRun -StartedAfter 1h -StartedBefore 2h }
            Words = 'ends' }
        @{ What = 'two starts'; Script = { Get-DbxRun -StartedAfter 1h -Last 2h }; Words = 'cannot be combined' }
        @{ What = 'jobs twice'; Script = { Get-DbxRun -JobId 1 -JobName x }; Words = 'cannot be combined' }
        @{ What = 'results of active runs'; Script = { Get-DbxRun -Active -Result FAILED }; Words = 'no result' }
        @{ What = 'an unknown result'; Script = { Get-DbxRun -Result FAILD }; Words = 'FAILED' }
        @{ What = 'an unknown state'; Script = { Get-DbxRun -State RUNING }; Words = 'RUNNING' }
    ) {
        $failure = Get-Failure $Script
        "$failure" | Should -Match $Words
        $failure.CategoryInfo.Category | Should -BeIn 'InvalidArgument', 'InvalidData'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }
}

Describe 'Many ids at once' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'take at most a fifth of the time of one after the other, in the order of the ids' {
        $ids = 1..500 | ForEach-Object { $runs[$_ % 60].RunId }
        Add-TestFault $local @{ Kind = 'Delay'; Times = -1; Delay = [timespan]::FromMilliseconds(50) }
        # Measured here and not reckoned: a busy machine is as slow at the one as at the other.
        $sample = Measure-Command { $ids[0..49] | Get-DbxRun -ThrottleLimit 1 }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $found = $ids | Get-DbxRun
        $watch.Elapsed.TotalSeconds | Should -BeLessThan ($sample.TotalSeconds * 10 / 5)
        $found.RunId | Should -Be $ids
    }

    It 'keep to -ThrottleLimit, and so does an array' {
        Add-TestFault $local @{ Kind = 'Delay'; Times = -1; Delay = [timespan]::FromMilliseconds(50) }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $found = Get-DbxRun $runs[0..5].RunId -ThrottleLimit 1
        $watch.Elapsed.TotalMilliseconds | Should -BeGreaterThan 290
        $found.RunId | Should -Be $runs[0..5].RunId
    }

    It 'write results and errors in the order of the ids' {
        $ids = $runs[0].RunId, 4711, $runs[1].RunId, 4712, $runs[2].RunId
        Add-TestFault $local @{
            Kind = 'Delay'; PathPattern = '*/runs/get'; Times = 1; Delay = [timespan]::FromMilliseconds(300)
        }
        $found = $ids | Get-DbxRun -ErrorAction Continue 2>&1
        $found | ForEach-Object {
            if ($_ -is [System.Management.Automation.ErrorRecord]) { $_.TargetObject } else { $_.RunId }
        } | Should -Be $ids
    }

    It 'begin no more than are soon wanted where the pipeline ends early' {
        $ids = 1..500 | ForEach-Object { $runs[$_ % 60].RunId }
        $ids | Get-DbxRun | Select-Object -First 1 | Should -HaveCount 1
        @(Get-TestRequest $local).Count | Should -BeLessOrEqual 80
    }

    It 'keep to -First and -Skip' {
        ($runs[0..20].RunId | Get-DbxRun -Skip 2 -First 3).RunId | Should -Be $runs[2..4].RunId
    }

    It 'stop at once at the first error that ends the pipeline' {
        { 4711, $runs[0].RunId | Get-DbxRun -ErrorAction Stop } | Should -Throw '*4711*'
    }

    It 'report their requests' {
        $lines = $runs[0..9].RunId | Get-DbxRun -Verbose 4>&1 |
            Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        $lines | Where-Object { "$_" -match 'runs/get' } | Should -HaveCount 10
    }

    It 'work for jobs as for runs' {
        $ids = 1..40 | ForEach-Object { $job.JobId, $other.JobId }
        Add-TestFault $local @{ Kind = 'Delay'; Times = -1; Delay = [timespan]::FromMilliseconds(50) }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $found = $ids | Get-DbxJob
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 2
        $found.JobId | Should -Be $ids
    }

    It 'find the connection that the environment names' {
        $server = Get-LocalServer $local
        $result = Invoke-WithEnvironment @{
            DATABRICKS_HOST = $server.Address.AbsoluteUri; DATABRICKS_TOKEN = $server.Token; TEST_RUN = $runs[0].RunId
        } {
            Invoke-FreshPowerShell { (Get-DbxRun $env:TEST_RUN, $env:TEST_RUN).RunId }
        }
        $result.Error | Should -BeNullOrEmpty
        $result.Output.Trim() -split '\s+' | Should -Be $runs[0].RunId, $runs[0].RunId
    }
}

Describe 'Get-DbxRun with a state and a result mixed up' {
    It 'names the parameter for <Line>' -ForEach @(
        @{ Line = 'Get-DbxRun -State FAILED'; Words = 'result of a run.*Use -Result FAILED' }
        @{ Line = 'Get-DbxRun -State success'; Words = 'Use -Result SUCCESS' }
        @{ Line = 'Get-DbxRun -Result RUNNING'; Words = 'state of a run.*Use -State RUNNING' }
        @{ Line = 'Get-DbxRun -Result FAILED, queued'; Words = 'Use -State QUEUED' }
    ) {
        { & ([scriptblock]::Create($Line)) } | Should -Throw -ErrorId 'ParameterArgumentTransformationError*' `
            -PassThru | ForEach-Object { "$_" } | Should -Match $Words
    }
}
