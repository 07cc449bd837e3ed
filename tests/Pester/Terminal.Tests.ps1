# What a user sees at a real terminal, beside the output: progress, the run that was started, and Ctrl+C.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Terminal.psm1"
    $hasTerminal = $PSEdition -eq 'Core' -and $IsLinux -and (Test-TerminalTool)
}

Describe 'A terminal' -Skip:(-not $hasTerminal) {
    BeforeAll {
        Import-Module "$PSScriptRoot/TestHelpers.psm1"
        Import-Module "$PSScriptRoot/Terminal.psm1"
        $local = Start-TestWorkspace
        Set-DbxLocalTask load -DurationSeconds 1e6 -LocalWorkspace $local
        $job = Add-TestJob -Name nightly -Task load -Setting @{ max_concurrent_runs = 20 }
        $server = Get-LocalServer $local
        $manifest = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1'
        # Files of tests are kept, and must not contain a token.
        $env:DBX_TERMINAL_TOKEN = $server.Token
        $setup = Join-Path $TestDrive 'setup.ps1'
        Set-Content $setup @"
Import-Module '$manifest'
`$null = Connect-DbxWorkspace $($server.Address) `$env:DBX_TERMINAL_TOKEN
`$job = Get-DbxJob $($job.JobId)
function prompt { 'ready>' }
"@
        $terminal = Start-Terminal $setup

        function Invoke-Line([string] $Line, [string] $Until) {
            Send-Terminal $terminal "$Line`r"
            Wait-Terminal $terminal $Until
        }

        # The newest run of the job, and its address as the web interface has it.
        function Get-Newest {
            $run = Get-DbxRun -First 1
            [pscustomobject]@{
                Id = $run.RunId
                Page = [regex]::Escape("$($server.Address)".TrimEnd('/') + "/jobs/$($job.JobId)/runs/$($run.RunId)")
            }
        }

        # Ctrl+C, and what appears up to the next prompt.
        function Stop-Line {
            Send-Terminal $terminal "$([char] 3)"
            Wait-Terminal $terminal 'ready>'
        }
    }

    AfterEach {
        $null = Get-DbxRun -Active | Stop-DbxRun -Wait -Force
    }

    AfterAll {
        Remove-Item Env:DBX_TERMINAL_TOKEN
        Stop-Terminal $terminal
        Stop-TestWorkspace $local
    }

    It 'shows the page of a started run, the running task with its time, and after Ctrl+C how to wait again' {
        $text = Invoke-Line '$job | Start-DbxJobRun -Wait' 'RUNNING load \d+(\.\d+)?s: 0 of 1 tasks ended'
        $newest = Get-Newest
        $text | Should -Match "nightly \(run $($newest.Id)\) was started: $($newest.Page)"
        $text = Stop-Line
        $text | Should -Match ("nightly \(run $($newest.Id)\) continues\. To wait again, run Wait-DbxRun " +
            "$($newest.Id)\. Page: $($newest.Page)")
        (Get-DbxRun $newest.Id).State.LifeCycleState | Should -Be 'RUNNING'

        Invoke-Line "Wait-DbxRun $($newest.Id)" 'RUNNING load' | Should -Not -Match 'was started'
        Stop-Line | Should -Match "run $($newest.Id)\) continues\. To wait again, run Wait-DbxRun $($newest.Id)\."
    }

    It 'names the runs of a wait for several' {
        $null = Invoke-Line '1..3 | % { $job } | Start-DbxJobRun -Wait' '0 of 3 ended; running: nightly'
        $ids = (Get-DbxRun -Active).RunId
        $line = [regex]::Match(
            (Stop-Line), '3 runs continue\. To wait again, run Wait-DbxRun (\d+), (\d+), (\d+)\.')
        [long[]] $line.Groups[1, 2, 3].Value | Sort-Object | Should -Be ($ids | Sort-Object)
    }

    It 'says after Ctrl+C that -StopOnCancel cancels the run' {
        $null = Invoke-Line '$job | Start-DbxJobRun -Wait -StopOnCancel' 'RUNNING load'
        Stop-Line | Should -Match 'run \d+\) is being canceled\. To wait again, run Wait-DbxRun \d+\.'
    }

    It 'names another workspace than the current one in the command' {
        $text = Invoke-Line (
            '$other = Get-DbxWorkspace; Start-DbxLocalWorkspace | Connect-DbxWorkspace | Out-Null') 'ready>'
        $null = Invoke-Line 'Start-DbxJobRun $job -Wait -Workspace $other' 'RUNNING load'
        $address = [regex]::Escape("$($server.Address)".TrimEnd('/'))
        Stop-Line | Should -Match "run Wait-DbxRun \d+ -Workspace $address\."
        $text = Invoke-Line 'Select-DbxWorkspace $other | Out-Null' 'ready>'
        $text | Should -Not -Match 'Recommendation'
    }

    It 'shows the run beside the output, which -InformationAction Ignore suppresses' {
        $text = Invoke-Line '$run = $job | Start-DbxJobRun; "id $($run.RunId)"' 'id \d+'
        $newest = Get-Newest
        $text | Should -Match "run $($newest.Id)\) was started: $($newest.Page)"
        $text = Invoke-Line '$run = $job | Start-DbxJobRun -InformationAction Ignore; "id $($run.RunId)"' 'id \d+'
        $text | Should -Not -Match 'was started'
    }

    It 'asks before more than a handful is changed, with the number and the first names' {
        $null = Invoke-Line '1..12 | % { $job | Start-DbxJobRun 6>$null } | Stop-DbxRun' '\[Y\] Yes.*default is "Y"\):'
        Send-Terminal $terminal "n`r"
        $null = Wait-Terminal $terminal 'ready>'
        @(Get-DbxRun -Active) | Should -HaveCount 12
        $text = Invoke-Line 'Get-DbxRun -Active | Stop-DbxRun' '\[Y\] Yes.*default is "Y"\):'
        $authority = [regex]::Escape($server.Address.Authority)
        $text | Should -Match "Stop 12 runs in ${authority}: (nightly \(run \d+\), ){4}"
        $text | Should -Match 'and 7 more\?'
        Send-Terminal $terminal "y`r"
        $null = Wait-Terminal $terminal 'ready>'
        Wait-Until { -not (Get-DbxRun -Active) }
    }
}

Describe 'Without a terminal' {
    BeforeAll {
        Import-Module "$PSScriptRoot/TestHelpers.psm1"
        $local = Start-TestWorkspace @{ Speed = 100000 }
    }

    AfterAll {
        Stop-TestWorkspace $local
    }

    It 'the run that was started is a verbose line' {
        $job = Add-TestJob
        $lines = $job | Start-DbxJobRun -Wait -Verbose 4>&1 6>&1
        $run = $lines[-1]
        "$lines" | Should -Match "test job \(run $($run.RunId)\) was started: $([regex]::Escape($run.Page))"
        $job | Start-DbxJobRun -Wait 6>&1 | Should -HaveCount 1
    }
}
