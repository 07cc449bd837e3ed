BeforeDiscovery {
    Import-Module "$PSScriptRoot/Tmux.psm1"
    $hasTmux = $PSEdition -eq 'Core' -and -not $IsWindows -and (Test-Tmux)
    $sizes = @(
        @{ Width = 120; Height = 35 }, @{ Width = 80; Height = 24 }, @{ Width = 40; Height = 10 }
    )
}

Describe 'Watch-DbxRun without a terminal' {
    BeforeAll {
        Import-Module "$PSScriptRoot/TestHelpers.psm1"
        $local = Start-TestWorkspace @{ Speed = 100000 }
        $server = Get-LocalServer $local
        $manifest = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1'
        $job = Add-TestJob -Name nightly -Task load, report -Chain -Setting @{ max_concurrent_runs = 100 }

        # What the command returns and writes, in a host without a terminal.
        function Invoke-Watch([long[]] $RunId, [hashtable] $Parameter = @{}) {
            $shell = [powershell]::Create()
            $null = $shell.AddScript({
                    param($manifest, $connection, $runId, $parameter)
                    Import-Module $manifest
                    Watch-DbxRun $runId -Workspace $connection @parameter
                }).AddArgument($manifest).AddArgument((Get-DbxWorkspace)).AddArgument($RunId).AddArgument($Parameter)
            $output = $shell.Invoke()
            [pscustomobject]@{
                Output = $output
                Lines = @($shell.Streams.Information | ForEach-Object { "$_" })
                Failures = @($shell.Streams.Error)
                Progress = @($shell.Streams.Progress | Where-Object Activity -NotMatch 'Preparing')
            }
            $shell.Dispose()
        }
    }

    BeforeEach {
        Clear-TestWorkspace $local
    }

    AfterAll {
        Stop-TestWorkspace $local
    }

    It 'writes one line for each change, and nothing to the pipeline' {
        $run = $job | Start-DbxJobRun -Wait
        $watched = Invoke-Watch $run.RunId
        $watched.Output | Should -BeNullOrEmpty
        $watched.Failures | Should -BeNullOrEmpty
        $watched.Progress | Should -BeNullOrEmpty
        $watched.Lines | Should -HaveCount 3
        $watched.Lines[0] | Should -Match '^\d\d:\d\d:\d\d load: SUCCESS after \d+(\.\d)?s$'
        $watched.Lines[1] | Should -Match '^\d\d:\d\d:\d\d report: SUCCESS after'
        $watched.Lines[2] | Should -Match "^\d\d:\d\d:\d\d nightly \(run $($run.RunId)\): SUCCESS after .+ http://"
    }

    It 'shows what happens while it polls, and the expected time from one list request' {
        $null = 1..2 | ForEach-Object { $job | Start-DbxJobRun -Wait }
        Set-DbxLocalTask report -DurationSeconds 1e6 -FailTimes 1 -LocalWorkspace $local
        $run = $job | Start-DbxJobRun
        $server.ClearRequests()
        $clock = [powershell]::Create().AddScript({
                param($server)
                while (-not ($server.Requests | Where-Object Query -Match 'completed_only')) {
                    [System.Threading.Thread]::Sleep(5)
                }
                $server.AdvanceTime([timespan]::FromDays(30))
            }).AddArgument($server)
        $ticking = $clock.BeginInvoke()
        $watched = Invoke-Watch $run.RunId
        $null = $clock.EndInvoke($ticking)
        $clock.Dispose()

        $watched.Lines -match 'report: RUNNING$' | Should -HaveCount 1
        $watched.Lines -match 'report: FAILED after .+ \(expected ~' | Should -HaveCount 1
        $watched.Lines[-1] | Should -Match 'FAILED after .+ \(expected ~'
        @(Get-TestRequest $local */runs/list) | Should -HaveCount 1
        $watched.Failures | Should -HaveCount 1
    }

    It 'is an error for a run that failed, and returns runs with -PassThru' {
        Set-DbxLocalTask report -ErrorMessage 'Out of disk.' -LocalWorkspace $local
        $run = $job | Start-DbxJobRun -Wait -ErrorAction Ignore
        $watched = Invoke-Watch $run.RunId @{ PassThru = $true }
        $watched.Output.RunId | Should -Be $run.RunId
        $watched.Failures | Should -HaveCount 1
        $watched.Failures[0].FullyQualifiedErrorId |
            Should -Be 'RunFailed,Databricks.Jobs.PowerShell.Commands.WatchDbxRunCommand'
        "$($watched.Failures[0])" | Should -Match 'Out of disk\.'
        (Invoke-Watch $run.RunId).Output | Should -BeNullOrEmpty
    }

    It 'names the runs of a task if there are several, and reports the one that does not exist' {
        $runs = 1..2 | ForEach-Object { $job } | Start-DbxJobRun -Wait
        $watched = Invoke-Watch (@($runs.RunId) + 4711)
        foreach ($run in $runs) {
            $watched.Lines -match "nightly \($($run.RunId)\) load: SUCCESS" | Should -HaveCount 1
        }
        $watched.Lines -match 'run 4711: Run 4711 does not exist' | Should -HaveCount 1
        $watched.Failures | Should -HaveCount 1
        $watched.Failures[0].TargetObject | Should -Be 4711
    }

    It 'polls 30 runs as Wait-DbxRun does' {
        $runs = 1..30 | ForEach-Object { $job } | Start-DbxJobRun -Wait
        Clear-TestWorkspace $local
        $null = $runs | Wait-DbxRun
        $wait = @(Get-TestRequest $local).Count
        Clear-TestWorkspace $local
        $watched = Invoke-Watch $runs.RunId
        # All of them have ended at the first poll, so nothing is expected any more.
        @(Get-TestRequest $local) | Should -HaveCount $wait
        $watched.Lines -match ': SUCCESS after' | Should -HaveCount 90
    }

    It 'writes no lines with -InformationAction Ignore' {
        $run = $job | Start-DbxJobRun -Wait
        (Invoke-Watch $run.RunId @{ InformationAction = 'Ignore' }).Lines | Should -BeNullOrEmpty
    }

    It 'keeps what a run says in its line' {
        Set-DbxLocalTask report -ErrorMessage "a`nb`e[31m##vso[task.complete result=Succeeded]" -LocalWorkspace $local
        $run = $job | Start-DbxJobRun -Wait -ErrorAction Ignore
        (Invoke-Watch $run.RunId).Lines | ForEach-Object { $_ | Should -Not -Match "[`n`e]" }
    }
}

Describe 'Watch-DbxRun at a terminal of <Width>x<Height>' -Skip:(-not $hasTmux) -ForEach $sizes {
    BeforeAll {
        Import-Module "$PSScriptRoot/TestHelpers.psm1"
        Import-Module "$PSScriptRoot/Tmux.psm1"
        $local = Start-TestWorkspace
        $server = Get-LocalServer $local
        Set-DbxLocalTask * -DurationSeconds 1e6 -SetupSeconds 0 -LocalWorkspace $local
        Set-DbxLocalTask t07 -DurationSeconds 5 -SetupSeconds 0 -ErrorMessage 'Boom.' -LocalWorkspace $local
        Set-DbxLocalTask t1* -DurationSeconds 5 -SetupSeconds 0 -LocalWorkspace $local
        $keys = 1..60 | ForEach-Object { 't{0:00}' -f $_ }
        $job = Add-TestJob -Name nightly-load-of-all-regions-and-products -Task $keys
        $setup = Join-Path $TestDrive 'setup.ps1'
        $manifest = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1'
        # Files of tests are kept, and must not contain a token.
        $env:DBX_TERMINAL_TOKEN = $server.Token
        Set-Content $setup @"
Import-Module '$manifest'
`$null = Connect-DbxWorkspace $($server.Address) `$env:DBX_TERMINAL_TOKEN
function prompt { 'ready>' }
function w { Get-DbxRun -Active | Watch-DbxRun }
Clear-Host
"@
        $terminal = Start-Tmux $setup $Width $Height
    }

    AfterEach {
        $null = Get-DbxRun -Active | Stop-DbxRun -Wait -Force
    }

    AfterAll {
        Remove-Item Env:DBX_TERMINAL_TOKEN
        Stop-Tmux $terminal
        Stop-TestWorkspace $local
    }

    It 'replaces its lines, keeps what runs and what failed in view, and ends with a clean prompt' {
        $run = $job | Start-DbxJobRun
        Send-Tmux $terminal 'w', Enter
        $null = Wait-Tmux $terminal '(?m)^● nightly'
        $server.AdvanceTime([timespan]::FromSeconds(10))
        $lines = Wait-Tmux $terminal '(?m)^✗ t07'
        # One frame: the first line, then a line for each task, then the sum of the others.
        @($lines -match '^● nightly') | Should -HaveCount 1
        $lines[-1] | Should -Match '^\+ \d+ running, \d+ succeeded|^\+ \d+ succeeded|^\+ \d+ running'
        $frame = $lines[[array]::IndexOf($lines, (@($lines -match '^● nightly')[0]))..($lines.Count - 1)]
        $frame.Count | Should -BeLessOrEqual ($Height - 1)
        $frame[2..($frame.Count - 2)] | ForEach-Object { $_ | Should -Match '^[●✗✓·] t\d\d\s' }
        $before = $lines -join "`n"
        $null = Wait-Tmux $terminal "(?s)^(?!$([regex]::Escape($before))$)"
        (Get-TmuxLine $terminal).Count | Should -Be $lines.Count

        $server.AdvanceTime([timespan]::FromDays(30))
        $null = Wait-Tmux $terminal 'ready>$'
        $all = Get-TmuxLine $terminal -All
        @($all -match '^[●✗] nightly') | Should -HaveCount 1
        $all -match 'Watch-DbxRun:' | Should -Not -BeNullOrEmpty
        $all[-1] | Should -Be 'ready>'
        $cursor = Get-TmuxCursor $terminal
        $cursor.IsShown | Should -BeTrue
        $cursor.Column | Should -Be 6
        (Get-DbxRun $run.RunId).State.ResultState | Should -Be 'FAILED'
    }

    It 'leaves a clean prompt within half a second after Ctrl+C, and says how to watch again' {
        $run = $job | Start-DbxJobRun
        # Of three, because the machine can be busy.
        $times = 1..3 | ForEach-Object {
            Send-Tmux $terminal C-l, 'w', Enter
            $null = Wait-Tmux $terminal '(?m)^● nightly'
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            Send-Tmux $terminal C-c
            $null = Wait-Tmux $terminal 'ready>$'
            $watch.Elapsed.TotalMilliseconds
            (Get-TmuxCursor $terminal).IsShown | Should -BeTrue
            $lines = Get-TmuxLine $terminal
            $lines[-1] | Should -Be 'ready>'
            $lines -join '' | Should -Match "continues\. ?To wait again, run Watch-DbxRun $($run.RunId)\."
            $lines -match '\^C' | Should -BeNullOrEmpty
        }
        ($times | Measure-Object -Minimum).Minimum | Should -BeLessThan 500
    }

    It 'follows a window that changes its size' {
        $null = $job | Start-DbxJobRun
        Send-Tmux $terminal C-l, 'w', Enter
        $null = Wait-Tmux $terminal '(?m)^● nightly'
        foreach ($size in @(37, 9), @(100, 30), @($Width, $Height)) {
            Resize-Tmux $terminal @size
            $lines = $null
            Wait-Until {
                $script:lines = Get-TmuxLine $terminal
                @($script:lines -match '^● nightly').Count -eq 1 -and $script:lines[-1] -match '^\+ \d+ '
            }
        }
        Send-Tmux $terminal C-c
        $null = Wait-Tmux $terminal 'ready>$'
    }
}
