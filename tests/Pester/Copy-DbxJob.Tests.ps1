BeforeDiscovery {
    $cron = @{ quartz_cron_expression = '0 0 1 * * ?'; timezone_id = 'UTC' }
    $starts = @(
        @{ What = 'a schedule'; Setting = @{ schedule = $cron }; Member = { $_.Schedule } }
        @{
            What = 'a trigger'
            Setting = @{ trigger = @{ periodic = @{ interval = 1; unit = 'HOURS' }; pause_status = 'UNPAUSED' } }
            Member = { $_.Trigger }
        }
        @{ What = 'continuous running'; Setting = @{ continuous = @{ pause_status = 'UNPAUSED' } }
            Member = { $_.Continuous } }
        @{
            What = 'a list of triggers'
            Setting = @{ triggers = @(@{ schedule = $cron }, @{ continuous = @{}; pause_status = 'UNPAUSED' }) }
            Member = { $_.Triggers }
        }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 1000 }

    function Get-Created {
        Get-TestRequest $local -Path '*/jobs/create'
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Copy-DbxJob' {
    BeforeEach {
        $job = Add-TestJob -Task a, b -Chain -Name etl -Setting @{
            tags = @{ team = 'sales' }; AdditionalProperties = @{ future = @(1, 2) }
        }
        Clear-TestWorkspace $local
    }

    It 'makes another job with the same settings and (copy) behind its name' {
        $copy = Copy-DbxJob $job.JobId
        $copy | Should -BeOfType ([Databricks.Jobs.Models.Job])
        $copy.JobId | Should -Not -Be $job.JobId
        $stored = Get-DbxJob $copy.JobId
        $stored.Settings.Name | Should -BeExactly 'etl (copy)'
        $stored.Settings.ToJson() -replace 'etl \(copy\)', 'etl' |
            Should -BeExactly (Get-DbxJob $job.JobId).Settings.ToJson()
    }

    It 'copies a job from a list with all of its tasks' {
        $copy = Get-DbxJob -Name etl -First 1 | Copy-DbxJob -Name whole
        (Get-DbxJob $copy.JobId).Settings.Tasks | Should -HaveCount 2
    }

    It 'copies more tasks than an answer has' {
        $many = Add-TestJob -Task (1..130 | ForEach-Object { "t$_" }) -Name many
        (Get-DbxJob (Copy-DbxJob $many.JobId).JobId).Settings.Tasks | Should -HaveCount 130
    }

    It 'lays single parameters over, and they win' {
        $copy = Copy-DbxJob $job.JobId -Name mine -Tag @{ team = 'ops' } -MaxConcurrentRuns 3
        $stored = Get-DbxJob $copy.JobId
        $stored.Settings.Name | Should -Be 'mine'
        $stored.Settings.Tags['team'] | Should -Be 'ops'
        $stored.Settings.MaxConcurrentRuns | Should -Be 3
    }

    It 'pauses <What> in the copy, not in the job' -ForEach $starts {
        $started = Add-TestJob -Name started -Setting $Setting
        $copy = Get-DbxJob (Copy-DbxJob $started.JobId).JobId
        ($copy.Settings | ForEach-Object $Member).PauseStatus | Select-Object -Unique | Should -Be 'PAUSED'
        ((Get-DbxJob $started.JobId).Settings | ForEach-Object $Member).PauseStatus | Should -Not -Contain 'PAUSED'
    }

    It 'leaves <What> as it is with -KeepUnpaused' -ForEach $starts {
        $started = Add-TestJob -Name started -Setting $Setting
        $copy = Get-DbxJob (Copy-DbxJob $started.JobId -KeepUnpaused).JobId
        ($copy.Settings | ForEach-Object $Member).PauseStatus | Should -Not -Contain 'PAUSED'
    }

    It 'pauses a schedule that is given, unless it says otherwise, and leaves what was given alone' {
        $schedule = [Databricks.Jobs.Models.CronSchedule]@{
            quartz_cron_expression = '0 0 2 * * ?'
            timezone_id = 'UTC'
        }
        (Copy-DbxJob $job.JobId -Schedule $schedule).Settings.Schedule.PauseStatus | Should -Be 'PAUSED'
        $schedule.PauseStatus | Should -BeNullOrEmpty
        $schedule.PauseStatus = 'UNPAUSED'
        (Copy-DbxJob $job.JobId -Schedule $schedule).Settings.Schedule.PauseStatus | Should -Be 'UNPAUSED'
    }

    It 'cuts a long name so that the copy has one that is allowed' {
        $long = Add-TestJob -Name ('ü' * 2048)
        $name = (Copy-DbxJob $long.JobId).Settings.Name
        $name | Should -BeLike 'ü*ü (copy)'
        [System.Text.Encoding]::UTF8.GetByteCount($name) | Should -BeLessOrEqual 4096
    }

    It 'refuses a name that is too long before anything is sent' {
        $failure = Get-Failure { Copy-DbxJob $job.JobId -Name ('x' * 4097) }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidDefinition,*'
        $failure.ToString() | Should -Match '4096'
        Get-Created | Should -BeNullOrEmpty
    }

    It 'says that there is no such job, and goes on' {
        $copy = Copy-DbxJob 4711, $job.JobId -ErrorAction SilentlyContinue -ErrorVariable failure
        $copy | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'NotFound,*'
        $failure[0].TargetObject | Should -Be 4711
    }

    It 'stops with -ErrorAction Stop' {
        { Copy-DbxJob 4711, $job.JobId -ErrorAction Stop } | Should -Throw
        Get-Created | Should -BeNullOrEmpty
    }

    It 'makes nothing with -WhatIf' {
        Copy-DbxJob $job.JobId -WhatIf | Should -BeNullOrEmpty
        Get-Created | Should -BeNullOrEmpty
    }
}

Describe 'Copy-DbxJob -DestinationWorkspace' {
    BeforeAll {
        $other = Start-DbxLocalWorkspace -Speed 100000
        $source = Start-DbxLocalWorkspace -Speed 100000
        $inner = New-DbxJob -Workspace $source -Name inner -Task (New-DbxTask a -NotebookPath /a)
        $outer = New-DbxJob -Workspace $source -Settings @{
            name = 'outer'
            run_as = @{ user_name = 'local.user@example.com' }
            email_notifications = @{ on_failure = @('old@example.com', 'else@example.com') }
            schedule = @{ quartz_cron_expression = '0 0 2 * * ?'; timezone_id = 'UTC' }
            tasks = @(
                @{ task_key = 'run'; run_job_task = @{ job_id = $inner.JobId } }
                @{
                    task_key = 'sql'
                    sql_task = @{ warehouse_id = 'old-warehouse'; query = @{ query_id = 'old-query' } }
                }
                @{
                    task_key = 'cluster'
                    existing_cluster_id = 'old-cluster'
                    notebook_task = @{ notebook_path = '/a'; base_parameters = @{ x = 'old-cluster' } }
                }
            )
        }
        $map = @{
            'old-warehouse' = 'new-warehouse'
            'old-query' = 'new-query'
            'old-cluster' = 'new-cluster'
            'old@example.com' = 'new@example.com'
        }
    }

    AfterAll {
        Stop-DbxLocalWorkspace $source
        Stop-DbxLocalWorkspace $other
    }

    AfterEach {
        Get-DbxJob -Workspace $other | Remove-DbxJob -Workspace $other -Confirm:$false
    }

    It 'creates the job in the other workspace, with the same name, paused and with the other IDs' {
        $target = @{ "$($inner.JobId)" = '77' } + $map
        $copy = Copy-DbxJob outer -Workspace $source -DestinationWorkspace $other -Map $target 3> $null
        $made = Get-DbxJob $copy.JobId -Workspace $other
        $made.Settings.Name | Should -Be outer
        $made.Settings.Schedule.PauseStatus | Should -Be PAUSED
        $made.Settings.EmailNotifications.OnFailure | Should -Be 'new@example.com', 'else@example.com'
        $made.Settings.Tasks[0].RunJobTask.JobId | Should -Be 77
        $made.Settings.Tasks[1].SqlTask.WarehouseId | Should -Be new-warehouse
        $made.Settings.Tasks[1].SqlTask.Query.QueryId | Should -Be new-query
        $made.Settings.Tasks[2].ExistingClusterId | Should -Be new-cluster
        $made.Settings.Tasks[2].NotebookTask.BaseParameters['x'] | Should -Be old-cluster
        @(Get-DbxJob -Workspace $source) | Should -HaveCount 2
    }

    It 'takes jobs from the workspace that they were read from' {
        $null = Get-DbxJob -Name outer -Workspace $source |
            Copy-DbxJob -DestinationWorkspace $other -WarningAction SilentlyContinue
        (Get-DbxJob outer -Workspace $other).Settings.Tasks.TaskKey | Should -Be 'run', 'sql', 'cluster'
        Get-DbxJob -Name outer -Workspace $source |
            Compare-DbxJob -DifferenceWorkspace $other | ForEach-Object Path | Should -Be 'schedule.pause_status'
    }

    It 'runs the copy of a job that it copied before' {
        $copies = Copy-DbxJob inner, outer -Workspace $source -DestinationWorkspace $other -Map $map `
            -WarningVariable left
        $left | Should -BeNullOrEmpty
        (Get-DbxJob outer -Workspace $other).Settings.Tasks[0].RunJobTask.JobId | Should -Be $copies[0].JobId
    }

    It 'lists the IDs that are left, and the jobs that do not exist there' {
        $null = Copy-DbxJob outer -Workspace $source -DestinationWorkspace $other -WarningVariable left `
            -WarningAction SilentlyContinue -Map @{ 'old-query' = 'q'; "$($inner.JobId)" = '4711' }
        "$left" | Should -Match 'SQL warehouse old-warehouse \(tasks\[sql\]\.sql_task\.warehouse_id\)'
        "$left" | Should -Match 'cluster old-cluster'
        "$left" | Should -Not -Match 'old-query|@example.com'
        "$left" | Should -Match 'no job 4711'
    }

    It 'creates nothing with -WhatIf, and warns all the same' {
        Copy-DbxJob outer -Workspace $source -DestinationWorkspace $other -WhatIf -WarningVariable left `
            -WarningAction SilentlyContinue
        "$left" | Should -Match 'old-warehouse'
        Get-DbxJob -Workspace $other | Should -BeNullOrEmpty
    }

    It 'reports a map that does not fit' {
        $failure = Get-Failure {
            Copy-DbxJob outer -Workspace $source -DestinationWorkspace $other -Map @{ "$($inner.JobId)" = 'x' } `
                -ErrorAction Continue -WarningAction SilentlyContinue
        }
        "$failure" | Should -Match "'x' is not a job ID"
        $failure = Get-Failure {
            Copy-DbxJob outer -Workspace $source -DestinationWorkspace $other -Map @{ a = @{ b = 1 } } `
                -ErrorAction Continue
        }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidSettings,*'
    }
}
