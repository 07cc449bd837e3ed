# Tables in windows of any width, and in sessions without one.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    Import-Module "$PSScriptRoot/WindowHost.psm1"
    $name = 'sales-warehouse-nightly-load-of-all-regions-and-products'
    $objects = @{
        Job = @($name, "$name-copy" | ForEach-Object {
                [Databricks.Jobs.Models.BaseJob]::FromJson(
                    (@{ job_id = 481500000001009; settings = @{ name = $_ } } | ConvertTo-Json)) })
        Run = @($name, "$name-copy" | ForEach-Object {
                [Databricks.Jobs.Models.BaseRun]::FromJson((@{
                            run_id = 481500000001009; job_id = 481500000001010; run_name = $_
                            state = @{ life_cycle_state = 'TERMINATED'; result_state = 'SUCCESS_WITH_FAILURES' }
                        } | ConvertTo-Json)) })
        Task = @($name, "$name-copy" | ForEach-Object {
                [Databricks.Jobs.Models.RunTask]::FromJson(
                    (@{ run_id = 481500000001009; task_key = $_ } | ConvertTo-Json)) })
    }
    $show = {
        param($Items, $Width)
        ($Items | Out-String -Width $Width) -split '\r?\n'
    }
    # A command notices the width of the window.
    $touch = { Get-DbxWorkspace -ErrorAction Ignore }
}

Describe 'The table of a <What> in a window of <Width> columns' -ForEach @(
    foreach ($width in 120, 110, 80, 40) {
        foreach ($what in 'Job', 'Run', 'Task') {
            if ($what -ne 'Run' -or $width -ge 80) {
                @{ What = $what; Width = $width }
            }
        }
    }
) {
    It 'shows the end of a long name, whole IDs, and no line that is too long' {
        $window = New-Window $Width
        $lines = Invoke-InWindow $window $show $objects[$What], $Width
        Close-Window $window
        $rows = @($lines -match '481500000001009')
        $rows | Should -HaveCount 2
        $rows[1] | Should -Match 'sales.*-copy'
        $rows[0] | Should -Not -Match '-copy'
        $lines | Where-Object Length -GT $Width | Should -BeNullOrEmpty
        # The formatting cuts at the end of a column.
        $rows | Where-Object { $_ -match '\u2026(\s|$)' } | Should -BeNullOrEmpty
    }
}

Describe 'A window that changes' {
    It 'gets the tables of its new width with the next command, and those of the user stay first' {
        $window = New-Window 120
        $header = { param($lines) $lines -match 'RunId' | Select-Object -First 1 }
        & $header (Invoke-InWindow $window $show $objects.Run, 120) | Should -Match 'JobId.*Duration'
        $window.Host.Width = 80
        $null = Invoke-InWindow $window $touch
        $narrow = & $header (Invoke-InWindow $window $show $objects.Run, 80)
        $narrow | Should -Match 'Started'
        $narrow | Should -Not -Match 'JobId'
        $window.Host.Width = 40
        $null = Invoke-InWindow $window $touch
        & $header (Invoke-InWindow $window $show $objects.Run, 40) | Should -Match '^ *RunId State *$'
        $window.Host.Width = 120
        $null = Invoke-InWindow $window $touch
        & $header (Invoke-InWindow $window $show $objects.Run, 120) | Should -Match 'JobId.*Duration'
        Close-Window $window
    }

    It 'does not change what other windows show' {
        $wide = New-Window 120
        $small = New-Window 40
        $null = Invoke-InWindow $small $touch
        $row = @(Invoke-InWindow $wide $show $objects.Job, 120) -match '481500000001009' | Select-Object -First 1
        $row | Should -Match $name
        Close-Window $wide
        Close-Window $small
    }

    It 'shows whole names by the name of the table in output that is wider' {
        $window = New-Window 80
        $lines = Invoke-InWindow $window {
            param($Items)
            ($Items | Format-Table -View Run | Out-String -Width 200) -split '\r?\n'
        } (, $objects.Run)
        Close-Window $window
        "$lines" | Should -Match "$name "
        "$lines" | Should -Match "$name-copy "
    }

    It 'shows the whole table by its name' {
        $window = New-Window 80
        $lines = Invoke-InWindow $window {
            param($Items)
            ($Items | Format-Table -View Run | Out-String -Width 120) -split '\r?\n'
        } (, $objects.Run)
        Close-Window $window
        "$lines" | Should -Match 'RunId +JobId +Name +State +Started +Duration'
    }

    It 'leaves views of the user in front' {
        $file = Join-Path $TestDrive 'mine.format.ps1xml'
        Set-Content $file @'
<Configuration><ViewDefinitions><View><Name>Mine</Name>
<ViewSelectedBy><TypeName>Databricks.Jobs.Models.BaseRun</TypeName></ViewSelectedBy>
<TableControl><TableHeaders><TableColumnHeader><Label>MINE</Label></TableColumnHeader></TableHeaders>
<TableRowEntries><TableRowEntry><TableColumnItems>
<TableColumnItem><PropertyName>RunId</PropertyName></TableColumnItem>
</TableColumnItems></TableRowEntry></TableRowEntries></TableControl></View></ViewDefinitions></Configuration>
'@
        $window = New-Window 120
        $null = Invoke-InWindow $window { param($File) Update-FormatData -PrependPath $File } $file
        foreach ($width in 80, 40, 120) {
            $window.Host.Width = $width
            $null = Invoke-InWindow $window $touch
            "$(Invoke-InWindow $window $show $objects.Run, $width)" | Should -Match 'MINE'
        }
        Close-Window $window
    }
}

Describe 'A session without a window' {
    It 'shows the whole table and whole names if <What>' -ForEach @(
        @{ What = 'the host throws'; Width = -1 }
        @{ What = 'the width is 0'; Width = 0 }
    ) {
        $window = New-Window $Width
        $lines = Invoke-InWindow $window $show $objects.Run, 200
        Close-Window $window
        "$lines" | Should -Match 'RunId +JobId +Name +State +Started +Duration'
        "$lines" | Should -Match "$name-copy"
    }

    It 'runs commands where views cannot be loaded' {
        $state = [initialsessionstate]::Create()
        $entry = [System.Management.Automation.Runspaces.SessionStateCmdletEntry]
        $state.Commands.Add($entry::new('New-DbxSchedule', (Get-Command New-DbxSchedule).ImplementingType, $null))
        $shell = [powershell]::Create($state)
        $schedule = $shell.AddCommand('New-DbxSchedule').AddArgument('0 0 2 * * ?').Invoke()
        $shell.Dispose()
        $schedule.QuartzCronExpression | Should -Be '0 0 2 * * ?'
    }
}
