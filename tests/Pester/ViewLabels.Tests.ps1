# The labels of views are properties: what people see is what they can sort, filter, group and select by.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    # The tables of a wide window, whatever the width of this one.
    Update-FormatData -PrependPath (Join-Path (Get-Module Databricks.Jobs).ModuleBase Databricks.Jobs.Format.ps1xml)
    Set-DbxLocalTask bad -ErrorMessage 'Boom.'
    $job = Add-TestJob -Name nightly -Task good, bad -Setting @{
        tags = @{ team = 'sales' }
        parameters = @{ name = 'date'; default = 'today' }
        schedule = @{ quartz_cron_expression = '0 30 2 * * ?'; timezone_id = 'UTC' }
        job_clusters = @{
            job_cluster_key = 'c'
            new_cluster = @{ spark_version = '15.4.x-scala2.12'; node_type_id = 'i3.xlarge'; num_workers = 2 }
        }
    }
    $other = Add-TestJob -Name other
    $run = $job | Start-DbxJobRun -Wait -ErrorAction Ignore
    $null = $other | Start-DbxJobRun -Wait
    $repaired = $run | Invoke-DbxRunRepair -Wait -ErrorAction Ignore
    $whole = Get-DbxJob $job.JobId

    # One object of each type that has a view.
    $items = @(
        (Get-DbxJob -IncludeLatestRun -First 1), ($run | Get-DbxRunOutput -IncludeIterations)[0]
        $run, (Get-DbxRun -First 1), $run.Tasks[0], $repaired.RepairHistory[0], $run.JobParameters[0]
        ($run | Get-DbxRunOutput)[0], ($run | Get-DbxRunOutput)[0].Output
        $whole, (Get-DbxJob -First 1), $whole.Settings, $whole.Settings.Tasks[0], $whole.Settings.Schedule
        $whole.Settings.Parameters[0], $whole.Settings.JobClusters[0], $whole.Settings.JobClusters[0].NewCluster
        ($whole | Get-DbxJobPermission)[0], ($whole | Get-DbxJobPermissionLevel)[0], ($whole | Get-DbxJobCompliance)
        ($whole | Repair-DbxJobCompliance -WhatIf), (Get-DbxWorkspace), $local
        ($whole | Measure-DbxJob), ($whole | Measure-DbxJob -ByTask)[0]
        (Compare-DbxJob $whole $other.JobId)[0]
        (Test-DbxJob -InputObject @{ name = 'x' })[0], ($whole | Import-DbxJob)
        [Databricks.Jobs.Models.EnforcePolicyComplianceForJobResponseJobClusterSettingsChange]@{
            field = 'f'; previous_value = 'a'; new_value = 'b'
        }
    )

    # The labels of all views of a type.
    function Get-Label([string] $TypeName) {
        foreach ($view in (Get-FormatData -TypeName $TypeName -PowerShellVersion 5.1).FormatViewDefinition) {
            switch ($view.Control) {
                { $_ -is [System.Management.Automation.TableControl] } { $_.Headers.Label }
                { $_ -is [System.Management.Automation.ListControl] } { $_.Entries.Items.Label }
            }
        }
    }
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Every label of every view' {
    It 'is a property of its object, by which people can filter, sort, group and select' {
        $types = (Get-FormatData -TypeName Databricks.Jobs.* -PowerShellVersion 5.1).TypeNames |
            Where-Object { Get-Label $_ } | ForEach-Object { $_ -replace '#.*' }
        $items | ForEach-Object { $_.GetType().FullName } | Sort-Object -Unique |
            Should -Be ($types | Sort-Object -Unique)
        $wrong = foreach ($item in $items) {
            $type = $item.GetType().FullName
            foreach ($label in Get-Label $item.PSObject.TypeNames[0] | Sort-Object -Unique) {
                if ($item.PSObject.Properties.Name -notcontains $label) {
                    "$type.$label is not a property"
                    continue
                }
                $value = $item.$label
                if ($null -ne $value -and $value -isnot [System.Collections.ICollection]) {
                    if (-not ($item | Where-Object $label -EQ $value)) {
                        "$type.$label cannot be filtered"
                    }
                }
                if (-not ($item, $item | Sort-Object $label) -or @($item, $item | Group-Object $label).Count -ne 1) {
                    "$type.$label cannot be sorted or grouped"
                }
                if ("$(($item | Select-Object $label).$label)" -cne "$value") {
                    "$type.$label cannot be selected"
                }
            }
        }
        $wrong | Should -BeNullOrEmpty
    }

    It 'is a property where no view applies, such as in a list of objects of several types' {
        $wrong = foreach ($item in $items) {
            $list = 1, $item | Format-List | Out-String -Width 200
            foreach ($label in [regex]::Matches($list, '(?m)^(\w+) +: ') | ForEach-Object { $_.Groups[1].Value }) {
                if ($label -ne 'Text' -and $item.PSObject.Properties.Name -notcontains $label) {
                    "$($item.GetType()).$label is not a property"
                }
            }
        }
        $wrong | Should -BeNullOrEmpty
        $job, $run | Format-List | Out-String -Width 200 | Should -Match '(?m)^Name +: nightly'
    }

    It 'has the value of the property: <Label> of <What>' -ForEach @(
        @{ What = 'a run'; Label = 'State'; Get = { $run }; Value = 'FAILED' }
        @{ What = 'a run'; Label = 'Name'; Get = { $run }; Value = 'nightly' }
        @{ What = 'a run'; Label = 'TaskKeys'; Get = { $run }; Value = 'good, bad' }
        @{ What = 'a run'; Label = 'JobParameters'; Get = { $run }; Value = 'date = today' }
        @{ What = 'a job'; Label = 'TaskKeys'; Get = { $whole }; Value = 'good, bad' }
        @{ What = 'a job'; Label = 'Tags'; Get = { $whole }; Value = 'team=sales' }
        @{ What = 'a job'; Label = 'Starts'; Get = { $whole }; Value = '0 30 2 * * ? (UTC)' }
        @{ What = 'an output'; Label = 'State'; Get = { ($run | Get-DbxRunOutput)[1] }; Value = 'FAILED' }
        @{ What = 'an output'; Label = 'Summary'; Get = { ($run | Get-DbxRunOutput)[1] }; Value = 'Boom.' }
    ) {
        $item = & $Get
        $shown = $item."Display$Label" -replace "`e\[[0-9;]*m"
        $shown | Should -Be $Value
        $property = $item.$Label
        if ($property -is [System.Collections.IDictionary]) {
            $property = $property.GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" }
        }
        $property -join ', ' | Should -Be $Value
    }
}

Describe 'The state of a run' {
    It 'finds the runs that the table shows with it, in any case' {
        @(Get-DbxRun | Where-Object State -EQ FAILED).JobId | Should -Be $job.JobId
        @(Get-DbxRun | Where-Object State -EQ success).JobId | Should -Be $other.JobId
        @(Get-DbxRun | Where-Object State -In FAILED, TIMEDOUT) | Should -HaveCount 1
        (Get-DbxRun | Group-Object State | Sort-Object Name).Name | Should -Be 'FAILED', 'SUCCESS'
    }

    It 'is the word alone as text, and keeps the fields of the API' {
        "$($run.State)" | Should -Be 'FAILED'
        $run.State.ResultState | Should -Be 'FAILED'
    }

    It 'agrees with the newer status if the older state is missing' {
        $newer = [Databricks.Jobs.Models.Run]::FromJson(
            '{"run_id":7,"status":{"state":"TERMINATED","termination_details":{"code":"CANCELED","type":"CANCELED"}}}')
        @($newer | Where-Object State -EQ CANCELED) | Should -HaveCount 1
        $newer.State.LifeCycleState | Should -Be 'TERMINATED'
    }
}

Describe 'The table of runs' {
    It 'is one table over several jobs, with their ids' {
        $table = Get-DbxRun | Out-String -Width 120
        [regex]::Matches($table, 'RunId +JobId +Name +State +Started +Duration') | Should -HaveCount 1
        $table | Should -Match "$($job.JobId) nightly"
        $table | Should -Match "$($other.JobId) other"
    }

    It 'is grouped by job on request' {
        Get-DbxRun | Format-Table -View RunByJob | Out-String -Width 120 | Should -Match "JobId: $($job.JobId)"
    }
}

Describe 'The list of a run' {
    It 'names the command that reads its tasks if they were not read' {
        Get-DbxRun -First 1 | Format-List | Out-String -Width 120 |
            Should -Match 'TaskKeys +: not read \(Get-DbxRun \d+\)'
        $run | Format-List | Out-String -Width 120 | Should -Match 'TaskKeys +: good, bad'
    }
}

Describe 'The list of a listed job' {
    It 'names the command that reads what the lists of the service do not have: <Label>' -ForEach @(
        @{ Label = 'TaskKeys' }, @{ Label = 'RunAs' }
    ) {
        Get-DbxJob -First 1 | Format-List | Out-String -Width 120 |
            Should -Match "$Label +: not read \(Get-DbxJob \d+\)"
    }

    It 'says that there are more tasks than were read' {
        $item = [Databricks.Jobs.Models.BaseJob]::FromJson(
            '{"job_id":7,"has_more":true,"settings":{"tasks":[{"task_key":"a"},{"task_key":"b"}]}}')
        $item | Format-List | Out-String -Width 120 | Should -Match 'TaskKeys +: a, b, more not read \(Get-DbxJob 7\)'
    }

    It 'says nothing of tasks that a job does not have' {
        $item = [Databricks.Jobs.Models.Job]::FromJson('{"job_id":7,"settings":{"name":"empty"}}')
        $item | Format-List | Out-String -Width 120 | Should -Not -Match 'not read'
    }
}

Describe 'A schedule that has ended' {
    It 'says that it never starts again, in its own list and in the table of jobs' {
        $json = '{"quartz_cron_expression":"0 0 2 * * ? 2001","timezone_id":"UTC"}'
        $schedule = [Databricks.Jobs.Models.CronSchedule]::FromJson($json)
        $schedule | Format-List | Out-String | Should -Match 'Next +: never'
        $schedule | Format-Table | Out-String | Should -Match ' never'
        $item = [Databricks.Jobs.Models.BaseJob]::FromJson("{`"job_id`":7,`"settings`":{`"schedule`":$json}}")
        $item | Format-Table | Out-String -Width 120 | Should -Match ' never'
        $item.NextStart | Should -BeNullOrEmpty
    }
}

Describe 'The list of a job' {
    It 'names the command that reads its tasks if they were not read' {
        Get-DbxJob -First 1 | Format-List | Out-String -Width 120 |
            Should -Match 'TaskKeys +: not read \(Get-DbxJob \d+\)'
    }
}

Describe 'The tables for <File>' -ForEach @(
    @{ File = 'Narrow'; Width = 80 }
    @{ File = 'Small'; Width = 40 }
) {
    It 'fit into <Width> columns, with whole ids and states, and room for names' {
        $path = Join-Path (Get-Module Databricks.Jobs).ModuleBase "Databricks.Jobs.$File.Format.ps1xml"
        $views = ([xml] (Get-Content $path -Raw)).Configuration.ViewDefinitions.View | Where-Object TableControl
        $views | Should -Not -BeNullOrEmpty
        foreach ($view in $views) {
            $headers = @($view.TableControl.TableHeaders.TableColumnHeader)
            $flexible = @($headers | Where-Object { -not $_.SelectSingleNode('Width') })
            $fixed = ($headers | Where-Object { $_.SelectSingleNode('Width') } | Measure-Object Width -Sum).Sum
            $share = ($Width - $fixed - ($headers.Count - 1)) / $flexible.Count
            $share | Should -BeGreaterOrEqual 18 -Because $view.Name
            foreach ($header in $headers | Where-Object Label -Match 'Id$') {
                [int] $header.Width | Should -BeGreaterOrEqual 18
            }
            foreach ($header in $headers | Where-Object Label -EQ State) {
                $room = if ($header.SelectSingleNode('Width')) { [int] $header.Width } else { $share }
                $room | Should -BeGreaterOrEqual 'SUCCESS_WITH_FAILURES'.Length
            }
        }
    }
}
