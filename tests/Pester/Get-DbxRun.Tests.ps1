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
