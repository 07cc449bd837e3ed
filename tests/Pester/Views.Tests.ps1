# What people see: tables and lists that read well, whatever state the objects are in.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    # The tables of a wide window, whatever the width of this one.
    Update-FormatData -PrependPath (Join-Path (Get-Module Databricks.Jobs).ModuleBase Databricks.Jobs.Format.ps1xml)
    Set-DbxLocalTask transform -FailTimes 1 -ErrorMessage 'Column id not found.' -ErrorTrace "Trace`nline 7"
    Set-DbxLocalTask extract -Output '{"rows": 12}'
    $job = New-DbxJob @{
        name = 'nightly-etl'
        description = 'Loads the sales.'
        tags = @{ team = 'sales' }
        parameters = @{ name = 'date'; default = 'today' }
        schedule = @{ quartz_cron_expression = '0 30 2 * * ?'; timezone_id = 'Europe/Berlin'; pause_status = 'PAUSED' }
        tasks = @(
            @{ task_key = 'extract'; notebook_task = @{ notebook_path = '/a' } }
            @{
                task_key = 'transform'; notebook_task = @{ notebook_path = '/b' }
                depends_on = @{ task_key = 'extract' }
            }
        )
    }
    $bare = Add-TestJob -Name bare
    $failed = $job | Start-DbxJobRun -JobParameter @{ date = 'then' } -Wait -ErrorAction Ignore
    $outputs = $failed | Get-DbxRunOutput
    $repaired = $failed | Invoke-DbxRunRepair -Wait
    $bareRun = $bare | Start-DbxJobRun -Wait

    # What stands before the colons of a list.
    filter Get-Label {
        $_ -split '\r?\n' -match '^\w+ *:' -replace ' *:.*'
    }

    # As it is seen in a window of 120 columns, without colours.
    function Get-Text {
        param([scriptblock] $Format = { $input })

        begin {
            $items = [System.Collections.Generic.List[object]]::new()
        }
        process {
            $items.Add($_)
        }
        end {
            $text = $items | & $Format | Out-String -Width 120
            $text -replace "`e\[[0-9;]*m"
        }
    }

    # Words that only a program would say.
    $machineWords = 'System\.|Databricks\.Jobs|Hashtable|Dictionary|List`1|Object\[\]|RunState|RunStatus|JsonElement'
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'The table of <What>' -ForEach @(
    @{ What = 'a run'; Get = { $repaired }; Headers = 'RunId', 'JobId', 'Name', 'State', 'Started', 'Duration' }
    @{ What = 'runs of a list'; Get = { Get-DbxRun }
        Headers = 'RunId', 'JobId', 'Name', 'State', 'Started', 'Duration' }
    @{ What = 'a job'; Get = { Get-DbxJob $job.JobId }; Headers = 'JobId', 'Name', 'NextStart' }
    @{ What = 'jobs of a list'; Get = { Get-DbxJob }; Headers = 'JobId', 'Name', 'NextStart' }
    @{ What = 'tasks of a run'; Get = { $failed.Tasks }; Headers = 'TaskKey', 'State', 'Attempt', 'RunId' }
    @{ What = 'outputs'; Get = { $outputs }; Headers = 'TaskKey', 'State', 'Duration', 'Summary' }
    @{ What = 'repairs'; Get = { $repaired.RepairHistory }; Headers = 'Type', 'State', 'Started', 'Tasks', 'RepairId' }
    @{ What = 'a connection'; Get = { Get-DbxWorkspace }
        Headers = 'Host', 'UserName', 'AuthenticationMethod', 'CredentialSource' }
    @{ What = 'a local workspace'; Get = { $local }; Headers = 'Host', 'Speed' }
) {
    BeforeAll {
        $table = & $Get | Get-Text
        $list = & $Get | Get-Text { $input | Format-List }
    }

    It 'has the columns that people look for' {
        foreach ($header in $Headers) {
            $table | Should -Match "\b$header\b"
        }
    }

    It 'says nothing that only a program would say' {
        $table | Should -Not -Match $machineWords
    }

    It 'fits into 120 columns' {
        ($table -split '\r?\n' | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 120
        $table | Should -Not -Match '…|\.\.\.'
    }

    It 'is a list as well, that says nothing that only a program would say' {
        $list | Should -Match '(?m)^\w+ +: \S'
        $list | Should -Not -Match $machineWords
        $list | Should -Not -Match '(?m): +[=,] *$'
    }
}

Describe 'A run' {
    It 'stands beside its job' {
        $table = $failed, $bareRun | Get-Text
        $table | Should -Match "$($failed.RunId) +$($job.JobId) "
        $table | Should -Match "$($bareRun.RunId) +$($bare.JobId) "
    }

    It 'shows its result, its time and its name' {
        $line = $repaired | Get-Text
        $line | Should -Match "$($repaired.RunId) +\d+ nightly-etl +SUCCESS +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +\S+s"
    }

    It 'shows while it runs how long it has done so' {
        Set-DbxLocalTask * -DurationSeconds 1e9
        $running = $bare | Start-DbxJobRun
        $text = $running | Get-Text
        $text | Should -Match '(RUNNING|PENDING) +\d{4}-'
        # The clock of the local workspace is far ahead of the one on the wall.
        $text | Should -Not -Match '…|-\d+(\.\d+)?s'
        $null = $running | Stop-DbxRun -Wait
        (Get-LocalServer $local).ClearScripts()
    }

    It 'shows no running clock for a run that ended without an end time' {
        $ended = [Databricks.Jobs.Models.Run]::FromJson(
            '{"run_id":7,"start_time":1600000000000,' +
            '"state":{"life_cycle_state":"INTERNAL_ERROR","result_state":"FAILED"}}')
        $ended.Duration | Should -BeNullOrEmpty
        $ended | Get-Text | Should -Match '7 +FAILED +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d *\r?\n'
    }

    It 'shows in a list why it failed, its parameters and its tasks' {
        $list = $failed | Get-Text { $input | Format-List }
        $list | Should -Match 'State +: FAILED'
        $list | Should -Match 'Message +: .*transform'
        $list | Should -Match 'JobParameters +: date = then'
        $list | Should -Match 'TaskKeys +: extract, transform'
        # The address that the service gives opens for admins only.
        $list | Should -Match 'Page +: http\S+/jobs/\d+/runs/\d+\?o=\d+'
    }

    It 'shows nothing where it has no parameters' {
        $bareRun | Get-Text { $input | Format-List } | Should -Match '(?m)^JobParameters +: *$'
    }
}

Describe 'The settings of a job' {
    It 'show what matters first' {
        $shown = $job.Settings | Get-Text | Get-Label
        $shown[0] | Should -Be 'Name'
        $shown | Should -Contain 'Tasks'
        $shown | Should -Not -Contain 'UsagePolicyId'
    }

    It 'show the rest when asked' {
        $job.Settings | Get-Text { $input | Format-List * } | Get-Label | Should -Contain 'UsagePolicyId'
    }
}

Describe 'A job' {
    It 'shows when it starts, and that it is paused' {
        Get-DbxJob $job.JobId | Get-Text |
            Should -Match 'nightly-etl'
        Get-DbxJob $job.JobId | Get-Text { $input | Format-List } |
            Should -Match 'Starts +: 0 30 2 \* \* \? \(Europe/Berlin\), paused'
    }

    It 'shows in a list what it is for, its parameters, tags and tasks' {
        $list = Get-DbxJob $job.JobId | Get-Text { $input | Format-List }
        $list | Should -Match 'Description +: Loads the sales\.'
        $list | Should -Match 'Parameters +: date = today'
        $list | Should -Match 'Tags +: team=sales'
        $list | Should -Match 'TaskKeys +: extract, transform'
        $list | Should -Match 'Created +: \d{4}-'
    }

    It 'shows nothing where it has no parameters and tags' {
        $Error.Clear()
        $list = Get-DbxJob $bare.JobId | Get-Text { $input | Format-List }
        $list | Should -Match '(?m)^Parameters +: *$'
        $list | Should -Match '(?m)^Tags +: *$'
        $Error | Should -BeNullOrEmpty
    }
}

Describe 'An output' {
    It 'shows its error, else its result' {
        $table = $outputs | Get-Text
        $table | Should -Match 'extract +SUCCESS .*\{"rows": 12\}'
        $table | Should -Match 'transform +FAILED .*Column id not found\.'
    }

    It 'shows the end of the logs where there is no result' {
        Set-DbxLocalTask only -Logs "first`nlast line`n"
        $script = New-DbxJob -Name s -Task @{ task_key = 'only'; spark_python_task = @{ python_file = '/a.py' } }
        $script | Start-DbxJobRun -Wait | Get-DbxRunOutput | Get-Text | Should -Match 'last line'
        (Get-LocalServer $local).ClearScripts()
    }

    It 'shows the trace in a list' {
        $outputs | Where-Object ErrorTrace | Get-Text { $input | Format-List } | Should -Match 'line 7'
    }
}

Describe 'A window of 80 columns' {
    It 'has the whole ids of <What>' -ForEach @(
        @{ What = 'jobs'; Get = { $job, $bare }; Id = { $_.JobId } }
        @{ What = 'runs'; Get = { $failed, $bareRun }; Id = { $_.RunId } }
        @{ What = 'tasks'; Get = { $failed.Tasks }; Id = { $_.RunId } }
        @{ What = 'repairs'; Get = { $repaired.RepairHistory }; Id = { $_.Id } }
    ) {
        $items = & $Get
        $table = $items | Format-Table | Out-String -Width 80
        foreach ($id in $items | ForEach-Object $Id) {
            $table | Should -Match "\b$id\b"
        }
    }
}

Describe 'Constrained language mode' {
    It 'has no empty columns: <What>' -ForEach @(
        @{ What = 'jobs'; Show = { $job }; Words = 'etl +\d{4}-\d\d-\d\d \d\d:\d\d' }
        @{ What = 'runs'; Show = { $run }; Words = 'etl +SUCCESS +\d{4}-\d\d-\d\d [\d:]+ +\S+' }
        @{ What = 'the list of a run'; Show = { $run | Format-List }; Words = 'State +: SUCCESS' }
        @{ What = 'tasks'; Show = { $run.Tasks }; Words = 'a +SUCCESS +\d{4}-\S+ \S+ +\S+ +0' }
        @{ What = 'outputs'; Show = { $run | Get-DbxRunOutput }; Words = 'a +SUCCESS +\S+' }
        @{ What = 'schedules'; Show = { $job.Settings.Schedule }; Words = 'Next +: \w+ \d{4}-' }
        @{ What = 'permissions'; Show = { $job | Get-DbxJobPermission }; Words = 'user +IS_OWNER' }
        @{ What = 'the connection'; Show = { Get-DbxWorkspace }
            Words = 'localhost:\d+ +local\.user\S+ +pat +argument' }
    ) {
        $shell = [powershell]::Create()
        try {
            $manifest = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1'
            $shell.Runspace.SessionStateProxy.LanguageMode = 'FullLanguage'
            $null = $shell.AddScript('param($manifest) Import-Module $manifest').AddArgument($manifest).Invoke()
            $shell.Runspace.SessionStateProxy.LanguageMode = 'ConstrainedLanguage'
            $shell.Commands.Clear()
            $text = $shell.AddScript("
                param(`$local)
                `$null = `$local | Connect-DbxWorkspace
                `$job = New-DbxJob @{
                    name = 'etl'
                    schedule = @{ quartz_cron_expression = '0 30 2 * * ?'; timezone_id = 'UTC' }
                    tasks = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } }
                }
                `$run = `$job | Start-DbxJobRun -Wait
                . { $Show } | Out-String -Width 160").AddArgument($local).Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            "$text" -replace "`e\[[0-9;]*m" | Should -Match $Words
        } finally {
            $shell.Dispose()
        }
    }
}

Describe 'Colours' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
    BeforeAll {
        $rendering = $PSStyle.OutputRendering
    }

    AfterEach {
        $PSStyle.OutputRendering = $rendering
    }

    It 'tell results apart where the shell has them' {
        $PSStyle.OutputRendering = 'Ansi'
        $table = $repaired.RepairHistory | Out-String
        $table | Should -Match ([regex]::Escape("$($PSStyle.Foreground.Red)FAILED$($PSStyle.Reset)"))
        $table | Should -Match ([regex]::Escape("$($PSStyle.Foreground.Green)SUCCESS$($PSStyle.Reset)"))
    }

    It 'are the palette of the user' {
        $PSStyle.OutputRendering = 'Ansi'
        ([Databricks.Jobs.PowerShell.Formatting.FormatFunctions]::Colored('RUNNING', $PSStyle)) |
            Should -Be "$($PSStyle.Foreground.Cyan)RUNNING$($PSStyle.Reset)"
        [Databricks.Jobs.PowerShell.Formatting.FormatFunctions]::Colored('RUNNING', $null) | Should -Be 'RUNNING'
    }

    It 'are left out where the output is plain text' {
        $PSStyle.OutputRendering = 'PlainText'
        $repaired | Out-String | Should -Not -Match "`e\["
    }

    It 'are left out with NO_COLOR' {
        $result = Invoke-WithEnvironment @{ NO_COLOR = '1' } {
            Invoke-FreshPowerShell {
                $null = Start-DbxLocalWorkspace -Speed 100000 | Connect-DbxWorkspace
                New-DbxJob @{ name = 'x'; tasks = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } } } |
                    Start-DbxJobRun -Wait | Format-Table
            }
        }
        $result.Output | Should -Match 'SUCCESS'
        $result.Output | Should -Not -Match "`e\["
    }
}
