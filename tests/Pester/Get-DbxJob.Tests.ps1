BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }
    # More than two pages of 100.
    $jobs = 1..230 | ForEach-Object { New-DbxJob @{ name = 'job {0:000}' -f $_ } }
    $special = Add-TestJob -Name 'Nightly [etl]' -Task first, second
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Get-DbxJob by id' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'takes ids by position' {
        (Get-DbxJob $jobs[0].JobId, $jobs[1].JobId).Settings.Name | Should -Be 'job 001', 'job 002'
    }

    It 'takes a text by position as a name' {
        (Get-DbxJob 'job 00?').Settings.Name | Should -Be (9..1 | ForEach-Object { "job 00$_" })
        (Get-DbxJob 'job 017', 'job 018').Settings.Name | Should -Be 'job 017', 'job 018'
    }

    It 'takes a number by position as an id, be it a text, as in an environment variable' {
        (Get-DbxJob "$($jobs[0].JobId)").Settings.Name | Should -Be 'job 001'
        (Get-DbxJob "$($jobs[0].JobId)", $jobs[1].JobId).Settings.Name | Should -Be 'job 001', 'job 002'
        Get-TestRequest $local -Path '*/jobs/list' | Should -BeNullOrEmpty
    }

    It 'lists nothing where an id was forgotten' {
        { Get-DbxJob -JobId $null } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { Get-DbxJob $null } | Should -Throw
    }

    It 'takes ids from the pipeline' {
        ($jobs[2..4].JobId | Get-DbxJob).Settings.Name | Should -Be 'job 003', 'job 004', 'job 005'
    }

    It 'takes ids by property name: <_>' -ForEach 'JobId', 'job_id' {
        $row = [pscustomobject]@{ $_ = $jobs[0].JobId; other = 1 }
        ($row | Get-DbxJob).Settings.Name | Should -Be 'job 001'
    }

    It 'takes ids that are text, as those of a CSV file are' {
        $file = Join-Path $TestDrive 'jobs.csv'
        $jobs[0..1] | Select-Object JobId | Export-Csv $file -NoTypeInformation
        (Import-Csv $file | Get-DbxJob).Settings.Name | Should -Be 'job 001', 'job 002'
    }

    It 'takes jobs' {
        ($jobs[0] | Get-DbxJob).JobId | Should -Be $jobs[0].JobId
    }

    It 'gets the state of the trigger with -IncludeTriggerState' {
        (Get-LocalServer $local).ClearRequests()
        $null = Get-DbxJob $special.JobId -IncludeTriggerState
        (Get-TestRequest $local).Query | Should -Match 'include_trigger_state=true'
        (Get-LocalServer $local).ClearRequests()
        $null = Get-DbxJob $special.JobId
        (Get-TestRequest $local).Query | Should -Not -Match 'include_trigger_state'
    }

    It 'gives all tasks' {
        (Get-DbxJob $special.JobId).Settings.Tasks.TaskKey | Should -Be 'first', 'second'
    }

    It 'goes on after an id that there is not, and names it' {
        $found = Get-DbxJob 4711, $jobs[0].JobId -ErrorAction SilentlyContinue -ErrorVariable failure
        $found.Settings.Name | Should -Be 'job 001'
        $failure[0].FullyQualifiedErrorId |
            Should -Be 'NotFound,Databricks.Jobs.PowerShell.Commands.GetDbxJobCommand'
        $failure[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        # Only runs are kept for a limited time.
        $failure[0].ErrorDetails.RecommendedAction | Should -Be 'Check the ID and the workspace.'
        $failure[0].TargetObject | Should -Be 4711
        $failure[0].ToString() | Should -Match '4711'
        $failure[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'writes nothing after an id that there is not with -ErrorAction Stop' {
        $found = [System.Collections.Generic.List[object]]::new()
        { Get-DbxJob 4711, $jobs[0].JobId -ErrorAction Stop | ForEach-Object { $found.Add($_) } } |
            Should -Throw -ExceptionType ([Databricks.Jobs.NotFoundException])
        $found | Should -BeNullOrEmpty
    }

    It 'does not take <What> for an id' -ForEach @(
        @{ What = 'null'; Id = $null }
        @{ What = 'an empty list'; Id = @() }
    ) {
        (Get-Failure { Get-DbxJob -JobId $Id }).CategoryInfo.Category | Should -BeIn 'InvalidData', 'InvalidArgument'
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'says that there is no job <_>' -ForEach 0, -1 {
        (Get-Failure { Get-DbxJob $_ }).FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
    }
}

Describe 'Get-DbxJob by name' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'finds a plain name, in any case, and lets the service look' {
        (Get-DbxJob -Name 'JOB 007').Settings.Name | Should -Be 'job 007'
        $request = Get-TestRequest $local
        $request | Should -HaveCount 1
        $request.Query | Should -Match 'name=JOB(%20|\+)007'
    }

    It 'finds by wildcards' {
        (Get-DbxJob -Name 'job 01?').Settings.Name | Should -HaveCount 10
    }

    It 'finds by several names' {
        (Get-DbxJob -Name 'job 001', 'job 22*').Settings.Name | Should -HaveCount 11
    }

    It 'finds a name with brackets that are escaped' {
        (Get-DbxJob -Name 'Nightly `[etl`]').JobId | Should -Be $special.JobId
    }

    It 'finds a name with brackets as it is written, as bundles name their jobs' {
        (Get-DbxJob -Name 'Nightly [etl]').JobId | Should -Be $special.JobId
    }

    It 'is an error for a plain name that there is not' {
        $failure = Get-Failure { Get-DbxJob -Name nowhere }
        $failure.FullyQualifiedErrorId | Should -BeLike 'JobNotFound,*'
        $failure.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failure.ErrorDetails.RecommendedAction | Should -Match '\*'
    }

    It 'is nothing for wildcards that match nothing' {
        Get-DbxJob -Name 'nowhere*' -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'reads whole pages to find the first match' {
        (Get-DbxJob -Name '*1' -First 1).Settings.Name | Should -BeLike '*1'
        @(Get-TestRequest $local).Count | Should -BeLessOrEqual 2
        (Get-TestRequest $local)[0].Query | Should -Match 'limit=100'
    }
}

Describe 'Get-DbxJob lists' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'gives all jobs of all pages, each once' {
        $all = Get-DbxJob
        $all | Should -HaveCount 231
        $all.JobId | Select-Object -Unique | Should -HaveCount 231
        Get-TestRequest $local | Should -HaveCount 3
    }

    It 'asks for no more than -First' {
        Get-DbxJob -First 5 | Should -HaveCount 5
        $request = Get-TestRequest $local
        $request | Should -HaveCount 1
        $request.Query | Should -Match 'limit=5(&|$)'
    }

    It 'passes over -Skip' {
        $all = Get-DbxJob
        (Get-LocalServer $local).ClearRequests()
        (Get-DbxJob -Skip 3 -First 2).JobId | Should -Be $all[3..4].JobId
        Get-TestRequest $local | Should -HaveCount 1
    }

    It 'goes over the end of a page with -First' {
        Get-DbxJob -First 150 | Should -HaveCount 150
    }

    It 'stops paging when the pipeline has enough' {
        Get-DbxJob | Select-Object -First 1 | Should -HaveCount 1
        @(Get-TestRequest $local).Count | Should -BeLessOrEqual 2
    }

    It 'includes tasks with -ExpandTasks only' {
        (Get-DbxJob -Name 'Nightly*').Settings.Tasks | Should -BeNullOrEmpty
        (Get-DbxJob -Name 'Nightly*' -ExpandTasks).Settings.Tasks | Should -HaveCount 2
    }

    It 'says what failed when a page does, and gives what came before' {
        Add-TestFault $local @{ Kind = 'Status'; Status = 400; Message = 'Bad page.'; Skip = 1; Times = -1 }
        $found = Get-DbxJob -ErrorAction SilentlyContinue -ErrorVariable failure
        @($found).Count | Should -Be 100
        $failure | Should -HaveCount 1
        $failure[0].ToString() | Should -BeLike 'Bad page.*'
    }
}

Describe 'Get-DbxJob filters' {
    BeforeAll {
        $other = Start-DbxLocalWorkspace
        $workspace = $other | Connect-DbxWorkspace
        $cron = @{ quartz_cron_expression = '0 0 1 * * ?'; timezone_id = 'UTC' }
        $null = @(
            Add-TestJob -Name active -Setting @{ schedule = $cron; tags = @{ team = 'sales-eu'; stage = 'prod' } }
            Add-TestJob -Name paused -Setting @{ schedule = $cron + @{ pause_status = 'PAUSED' }
                tags = @{ team = 'sales-us' } }
            Add-TestJob -Name continuous -Setting @{ continuous = @{ pause_status = 'PAUSED' } }
            Add-TestJob -Name triggers -Setting @{ triggers = @(@{ schedule = $cron }) }
            Add-TestJob -Name manual -Setting @{ run_as = @{ service_principal_name = 'app-1' } }
            Add-TestJob -Name twin
            Add-TestJob -Name twin
        )
    }

    AfterAll {
        $other | Stop-DbxLocalWorkspace
        Clear-TestWorkspace $local
        $null = $local | Connect-DbxWorkspace
    }

    BeforeEach {
        Clear-TestWorkspace $other
    }

    It 'takes jobs with all of some tags: <What>' -ForEach @(
        @{ What = 'a value'; Tag = @{ team = 'sales-eu' }; Names = 'active' }
        @{ What = 'wildcards'; Tag = @{ TEAM = 'Sales*' }; Names = 'active', 'paused' }
        @{ What = 'two tags'; Tag = @{ team = 'sales*'; stage = 'prod' }; Names = 'active' }
        @{ What = 'a tag that no job has'; Tag = @{ nowhere = '*' }; Names = $null }
    ) {
        (Get-DbxJob -Tag $Tag).Settings.Name | Sort-Object | Should -Be $Names
    }

    It 'takes jobs by creator, with wildcards' {
        Get-DbxJob -Creator 'nobody', 'LOCAL.*' | Should -HaveCount 7
        Get-DbxJob -Creator 'nobody' | Should -BeNullOrEmpty
    }

    It 'takes jobs by whom they run as, and asks only for those that a list does not tell of' {
        (Get-DbxJob -RunAs 'app-*').Settings.Name | Should -Be 'manual'
        Get-TestRequest $other -Path '*/jobs/get' | Should -HaveCount 6
        Get-DbxJob -RunAs 'local.user@example.com' | Should -HaveCount 6
    }

    It 'takes jobs by the state of what starts them: -<State>' -ForEach @(
        @{ State = 'Paused'; Names = 'continuous', 'paused' }
        @{ State = 'Unpaused'; Names = 'active', 'triggers' }
        @{ State = 'Scheduled'; Names = 'active', 'continuous', 'paused', 'triggers' }
    ) {
        $filter = @{ $State = $true }
        $jobs = Get-DbxJob @filter
        $jobs | Should -BeOfType ([Databricks.Jobs.Models.BaseJob])
        $jobs.Settings.Name | Sort-Object | Should -Be $Names
    }

    It 'takes what fits all filters, and stops at -First' {
        (Get-DbxJob -Name 'a*', 'p*' -Tag @{ team = '*' } -Paused).Settings.Name | Should -Be 'paused'
        (Get-DbxJob -Scheduled -First 1).Settings.Name | Should -Be 'triggers'
        (Get-TestRequest $other)[0].Query | Should -Match 'limit=100'
    }

    It 'shows a list of triggers in the wide table' {
        Get-DbxJob -Name triggers | Format-Table -View JobWide | Out-String -Width 200 | Should -Match '1 trigger'
    }

    It 'gives all jobs of a name, or the only one with -One' {
        Get-DbxJob -Name twin | Should -HaveCount 2
        (Get-DbxJob -Name active -One).Settings.Name | Should -Be 'active'
        (Get-DbxJob -Name 'act*' -One).Settings.Name | Should -Be 'active'
    }

    It 'names the jobs among which to choose where one is needed' {
        $me = 'local\.user@example\.com'
        $failure = Get-Failure { Get-DbxJob -Name twin -One }
        $failure.FullyQualifiedErrorId | Should -BeLike 'JobNameAmbiguous,*'
        $twin = "twin \(job \d+\) created by $me"
        $failure.ToString() | Should -Match "2 jobs are named 'twin': $twin, $twin\."
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Get-DbxJob \d+'
        $failure = Get-Failure { Get-DbxJob -Name 'nowhere*' -One }
        $failure.FullyQualifiedErrorId | Should -BeLike 'JobNotFound,*'
    }

    It 'does not say that a job is missing which a filter kept out' {
        Get-DbxJob -Name active -Paused -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'refuses -Paused together with -Unpaused' {
        (Get-Failure { Get-DbxJob -Paused -Unpaused }).FullyQualifiedErrorId | Should -BeLike 'PausedAndUnpaused,*'
        Get-TestRequest $other | Should -BeNullOrEmpty
    }

    It 'refuses a tag that is no text' {
        (Get-Failure { Get-DbxJob -Tag @{ team = @{ a = 1 } } }).FullyQualifiedErrorId |
            Should -BeLike 'InvalidSettings,*'
        Get-TestRequest $other | Should -BeNullOrEmpty
    }
}
