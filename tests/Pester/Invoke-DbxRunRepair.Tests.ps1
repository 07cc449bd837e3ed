BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }

    function Get-SentRepair {
        (Get-TestRequest $local -Path '*/runs/repair' | Select-Object -Last 1).Body | ConvertFrom-Json
    }

    function Get-FailingRun {
        param([int] $FailTimes = 1)

        Set-DbxLocalTask transform -FailTimes $FailTimes -ErrorMessage 'Not yet.' -LocalWorkspace $local
        $job = Add-TestJob -Task extract, transform, load -Chain
        $job | Start-DbxJobRun -Wait -ErrorAction Ignore
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Invoke-DbxRunRepair' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'runs what failed again, and what depends on it' {
        $run = Get-FailingRun
        $repaired = $run | Invoke-DbxRunRepair -Wait -ErrorVariable failure
        $failure | Should -BeNullOrEmpty
        $repaired.RunId | Should -Be $run.RunId
        $repaired.State.ResultState | Should -Be 'SUCCESS'
        $repaired.RepairHistory.Type | Should -Be 'ORIGINAL', 'REPAIR'
        $sent = Get-SentRepair
        $sent.rerun_all_failed_tasks | Should -BeTrue
        $sent.PSObject.Properties.Name | Should -Not -Contain 'latest_repair_id'
        ($repaired | Get-DbxRunOutput).Result | Select-Object -Unique | Should -Be 'SUCCESS'
    }

    It 'repairs twice in a row: it finds the id of the latest repair itself' {
        $run = Get-FailingRun -FailTimes 2
        $first = $run | Invoke-DbxRunRepair -Wait -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure.FullyQualifiedErrorId | Should -BeLike 'RunFailed,*'
        $latest = $first.RepairHistory[-1].Id
        $second = $run | Invoke-DbxRunRepair -Wait
        (Get-SentRepair).latest_repair_id | Should -Be $latest
        $second.State.ResultState | Should -Be 'SUCCESS'
        $second.RepairHistory | Should -HaveCount 3
    }

    It 'returns at once without -Wait, with the run and its history' {
        $run = Get-FailingRun | Invoke-DbxRunRepair
        $run.RepairHistory.Type | Should -Contain 'REPAIR'
    }

    It 'runs the tasks that are named' {
        $run = Get-FailingRun
        $null = $run | Invoke-DbxRunRepair -TaskKey transform, load, load -Wait
        $sent = Get-SentRepair
        $sent.rerun_tasks | Should -Be 'transform', 'load'
        $sent.PSObject.Properties.Name | Should -Not -Contain 'rerun_all_failed_tasks'
    }

    It 'runs what depends on the named tasks on demand' {
        $run = Get-FailingRun
        $null = Invoke-DbxRunRepair $run.RunId extract -IncludeDependentTasks -Wait
        (Get-SentRepair).rerun_dependent_tasks | Should -BeTrue
    }

    It 'sends job parameters as text' {
        $null = Get-FailingRun | Invoke-DbxRunRepair -JobParameter @{ rows = 5 }
        (Get-SentRepair).job_parameters.rows | Should -Be '5'
    }

    It 'is known as Repair-DbxRun too' {
        (Get-FailingRun | Repair-DbxRun -Wait).State.ResultState | Should -Be 'SUCCESS'
    }

    It 'repairs nothing with -WhatIf' {
        $run = Get-FailingRun
        (Get-LocalServer $local).ClearRequests()
        $run | Invoke-DbxRunRepair -WhatIf
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'says that there is nothing to repair' {
        $run = Add-TestJob -Task fine | Start-DbxJobRun -Wait
        $failure = Get-Failure { $run | Invoke-DbxRunRepair }
        $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failure.TargetObject | Should -Be $run.RunId
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'names a run that there is not' {
        (Get-Failure { Invoke-DbxRunRepair 4711 }).FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
    }
}
