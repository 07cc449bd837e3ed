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
        Get-TestRequest $local | Where-Object Method -NE GET | Should -BeNullOrEmpty
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

Describe 'The parameters of Invoke-DbxRunRepair' {
    BeforeEach {
        Clear-TestWorkspace $local
        Set-DbxLocalTask only -FailTimes 1 -LocalWorkspace $local
        $job = Add-TestJob -Setting @{
            parameters = @(
                @{ name = 'date'; default = 'today' }
                @{ name = 'mode'; default = 'fast' }
            )
        }
        $run = $job | Start-DbxJobRun -JobParameter @{ date = '2026-01-15' } -Wait -ErrorAction Ignore
    }

    It 'are those of the run' {
        $repaired = $run | Invoke-DbxRunRepair -Wait
        $sent = (Get-SentRepair).job_parameters
        $sent.date | Should -Be '2026-01-15'
        $sent.mode | Should -Be 'fast'
        ($repaired.JobParameters | Where-Object Name -EQ date).Value | Should -Be '2026-01-15'
    }

    It 'are overridden one by one with -JobParameter' {
        $null = $run | Invoke-DbxRunRepair -JobParameter @{ mode = 'slow' } -Wait
        $sent = (Get-SentRepair).job_parameters
        $sent.date | Should -Be '2026-01-15'
        $sent.mode | Should -Be 'slow'
    }

    It 'are the defaults of the job with -UseJobDefaults' {
        $null = $run | Invoke-DbxRunRepair -UseJobDefaults -Wait
        (Get-SentRepair).PSObject.Properties.Name | Should -Not -Contain 'job_parameters'
    }

    It 'are shown with -WhatIf and -Verbose' {
        $transcript = Join-Path $TestDrive 'whatif.txt'
        $null = Start-Transcript $transcript
        try {
            $run | Invoke-DbxRunRepair -WhatIf
        } finally {
            $null = Stop-Transcript
        }
        # A transcript breaks lines at the width of the console.
        $shown = [System.IO.File]::ReadAllText($transcript) -replace '\r?\n'
        $shown | Should -Match '"job_parameters": \{ "date": "2026-01-15", "mode": "fast" \}'
        $verbose = $run | Invoke-DbxRunRepair -Verbose 4>&1 |
            Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        $verbose -join "`n" | Should -Match '"date": "2026-01-15"'
    }

    It 'are asked for by name where they are secret, and never sent as stars' {
        Set-DbxLocalTask only -FailTimes 1 -LocalWorkspace $local
        $secret = ConvertTo-SecureString 'open-sesame-9' -AsPlainText -Force
        $run = $job | Start-DbxJobRun -JobParameter @{ date = '2026-01-15'; pw = $secret } -Wait -ErrorAction Ignore
        $failure = Get-Failure { $run | Invoke-DbxRunRepair }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterRedacted,*'
        $failure.ToString() | Should -Match 'job_parameters\.pw'
        $failure.ErrorDetails.RecommendedAction | Should -Match "-JobParameter @\{ 'pw' = .*-UseJobDefaults"
        Get-TestRequest $local -Path '*/runs/repair' | Should -BeNullOrEmpty

        $null = $run | Invoke-DbxRunRepair -JobParameter @{ pw = $secret } -Wait
        (Get-SentRepair).job_parameters.pw | Should -Be 'open-sesame-9'
    }

    It 'are the parameters of the tasks too: <Parameter>' -ForEach @(
        @{ Parameter = 'NotebookParameter'; Field = 'notebook_params'; Value = @{ a = 1 }; Json = '{"a":"1"}' }
        @{ Parameter = 'PythonParameter'; Field = 'python_params'; Value = 'x', 'y'; Json = '["x","y"]' }
        @{ Parameter = 'PythonNamedParameter'; Field = 'python_named_params'; Value = @{ n = 1 }; Json = '{"n":"1"}' }
        @{ Parameter = 'JarParameter'; Field = 'jar_params'; Value = 'j', 'k'; Json = '["j","k"]' }
        @{ Parameter = 'SparkSubmitParameter'; Field = 'spark_submit_params'; Value = 's', 't'; Json = '["s","t"]' }
        @{ Parameter = 'SqlParameter'; Field = 'sql_params'; Value = @{ q = 1 }; Json = '{"q":"1"}' }
        @{ Parameter = 'DbtCommand'; Field = 'dbt_commands'; Value = 'dbt deps', 'dbt run'
            Json = '["dbt deps","dbt run"]' }
        @{ Parameter = 'PipelineParameter'; Field = 'pipeline_params'; Value = @{ full_refresh = $true }
            Json = '{"full_refresh":true}' }
    ) {
        $plain = Add-TestJob
        $given = @{ $Parameter = $Value }
        Set-DbxLocalTask only -FailTimes 2 -LocalWorkspace $local
        $run = $plain | Start-DbxJobRun @given -Wait -ErrorAction Ignore
        $sent = (Get-TestRequest $local -Path '*/run-now' | Select-Object -Last 1).Body | ConvertFrom-Json
        $sent.$Field | ConvertTo-Json -Compress | Should -Be $Json

        # Those of the run, and those of the command.
        $null = $run | Invoke-DbxRunRepair -Wait -ErrorAction Ignore
        (Get-SentRepair).$Field | ConvertTo-Json -Compress | Should -Be $Json
        $null = $run | Invoke-DbxRunRepair -UseJobDefaults @given -Wait
        (Get-SentRepair).$Field | ConvertTo-Json -Compress | Should -Be $Json
    }
}

Describe 'A repair that was started and cannot be read' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'is reported with its ID, and the run is returned' {
        $run = Get-FailingRun
        # The first request reads the parameters of the run.
        Add-TestFault $local @{ Kind = 'Status'; Status = 403; PathPattern = '*/runs/get'; Skip = 1; Times = -1 }
        $object = $run | Invoke-DbxRunRepair -ErrorAction SilentlyContinue -ErrorVariable failure
        $object.RunId | Should -Be $run.RunId
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'RunNotRead,*'
        $failure[0].ToString() | Should -Match "^Repair \d+ of run $($run.RunId) was started, but"
    }
}
