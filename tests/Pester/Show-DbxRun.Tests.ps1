# The charts of fixed runs are kept in Screens/Charts. To write the files again after a change, set DBX_WRITE_SCREENS to
# 1, run this file, and look at every difference.

BeforeDiscovery {
    $charts = @(
        @{ Chart = 'RepairedRun'; Widths = 120, 80, 40; Script = { Get-RepairedRun | Show-DbxRun -Width $width } }
        @{ Chart = 'RunSeries'; Widths = 120, 80, 40; Script = { Show-DbxRun -JobId 7 -Last 5 -Width $width } }
        @{ Chart = 'AsText'; Widths = 120, 80, 40; Script = {
                Get-RepairedRun | Show-DbxRun -Width $width -AsText
                Show-DbxRun -JobId 7 -Last 5 -Width $width -AsText
            }
        }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    Import-Module "$PSScriptRoot/WindowHost.psm1"
    Import-Module "$PSScriptRoot/RawServer.psm1"
    Import-Module "$PSScriptRoot/ChartRuns.psm1"
    $escape = [char] 27
    $answers = @{}
    $series = @(Get-RunSeries)
    foreach ($run in $series) {
        $answers["runs/get?run_id=$($run.RunId)&"] = @{ Body = $run.ToJson() }
    }
    $answers['job_id=7 '] = @{
        Body = ([Databricks.Jobs.Models.ListRunsResponse] @{
                Runs = @($series | ForEach-Object { @{ RunId = $_.RunId } }) }).ToJson()
    }
    $answers['job_id=8 '] = @{ Body = '{}' }
    # The time of an active run is now.
    $now = [DateTimeOffset]::UtcNow.ToUnixTimeMilliseconds()
    $answers['runs/get?run_id=5&'] = @{
        Body = @"
{"run_id":5,"run_name":"now","start_time":$($now - 600000),"state":{"life_cycle_state":"RUNNING"},"tasks":[
 {"task_key":"done","start_time":$($now - 600000),"end_time":$($now - 500000),"setup_duration":60000,
  "execution_duration":40000,"state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"}},
 {"task_key":"runs","start_time":$($now - 500000),"end_time":0,"setup_duration":60000,
  "depends_on":[{"task_key":"done"}],"state":{"life_cycle_state":"RUNNING"}},
 {"task_key":"waits","start_time":0,"end_time":0,"depends_on":[{"task_key":"runs"}],
  "state":{"life_cycle_state":"BLOCKED"}}]}
"@
    }
    $answers['runs/get?run_id=6&'] = @{ Status = 404; Body = '{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"x"}' }
    $server = Start-RawServer $answers
    $token = 'dapi00000000000000000000000000000000'
    $null = Connect-DbxWorkspace $server.Address $token
}

AfterAll {
    Disconnect-DbxWorkspace
    $server.Stop()
}

Describe 'The chart <Chart>' -ForEach $charts {
    It 'is as in its file, and fits into its widths' {
        $parts = foreach ($width in $Widths) {
            $lines = @(& $Script)
            $lines | Where-Object Length -GT $width | Should -BeNullOrEmpty
            "=== $width columns`n`n" + ($lines -join "`n")
        }
        $screen = ($parts -join "`n`n") + "`n"
        $file = Join-Path $PSScriptRoot "Screens/Charts/$Chart.txt"
        if ($env:DBX_WRITE_SCREENS) {
            [System.IO.File]::WriteAllText($file, $screen)
        }
        $screen | Should -BeExactly ([System.IO.File]::ReadAllText($file) -replace '\r')
    }
}

Describe 'Show-DbxRun' {
    It 'draws bars in the columns of their times' {
        # 100 s in a chart of 100 columns: each column is a second.
        $run = New-ChartRun -To 100 -Task @(
            New-ChartTask a 0 40 -Queue 10 -Setup 5 -Cleanup 5
            New-ChartTask b 50 100 a -Setup 20
        )
        # 3 columns of marks, the key and a space; 9 for SUCCESS, 1 and 7 for the duration.
        $lines = @($run | Show-DbxRun -Width (5 + 100 + 9 + 8))
        $a = @($lines -match '^.✓ a ')[0]
        $a.Substring(5, 40) -replace '┊', ' ' | Should -BeExactly ('·' * 10 + '░' * 5 + '█' * 20 + '▒' * 5)
        $b = @($lines -match '^.✓ b ')[0]
        $b.Substring(5, 100) -replace '┊', ' ' | Should -BeExactly (' ' * 40 + '╌' * 10 + '░' * 20 + '█' * 30)
        $a, $b | ForEach-Object { $_.Substring(0, 1) } | Should -Be '┃', '┃'
    }

    It 'fits into every width, and uses only ASCII characters with -AsText' {
        foreach ($width in 40..240) {
            $lines = @(Get-RepairedRun | Show-DbxRun -Width $width -AsText)
            $lines | Where-Object Length -GT $width | Should -BeNullOrEmpty
            $lines -join "`n" | Should -Not -Match '[^ -~\n]'
        }
    }

    It 'takes the width of the window: <_>' -ForEach 40, 80, 120, 200, 400 {
        $window = New-Window $_
        try {
            $lines = Invoke-InWindow $window { param($Run) $Run | Show-DbxRun } (Get-RepairedRun)
        }
        finally {
            Close-Window $window
        }
        $longest = ($lines | Measure-Object -Property Length -Maximum).Maximum
        $longest | Should -BeLessThan $_
        $longest | Should -BeGreaterThan ([Math]::Min($_, 240) * 0.7)
    }

    It 'sends no request for a run that has ended, and one for another' {
        $before = $server.Lines.Count
        $null = Get-RepairedRun | Show-DbxRun
        $server.Lines.Count | Should -Be $before
        $null = Show-DbxRun 1004
        $server.Lines.Count | Should -Be ($before + 1)
        $server.Lines[$before] | Should -Match 'include_history=true'
    }

    It 'draws what is active up to now, and names what waits' {
        $lines = @(Show-DbxRun 5 -Width 80)
        $lines[0] | Should -Match '^► now  RUNNING  run 5$'
        @($lines -match '► runs')[0] | Should -Match '░+█+► *\dm \d\ds$'
        @($lines -match '○ waits')[0] | Should -Match '^ ○ waits BLOCKED'
    }

    It 'marks the longest and most important tasks with -Top' {
        $tasks = @(
            foreach ($i in 1..300) {
                New-ChartTask "t$i" 0 $i
            }
            New-ChartTask bad 0 2 -Result FAILED
            New-ChartTask last 300 301 t300
            New-ChartTask skipped 2 2 bad -Result UPSTREAM_FAILED
        )
        $lines = @(New-ChartRun $tasks -To 301 -Result FAILED | Show-DbxRun -Top 5 -Width 100)
        $keys = $lines | Select-String '^.[✓✗] (\S+) .*s$' | ForEach-Object { $_.Matches[0].Groups[1].Value }
        $keys | Should -Be 't298', 't299', 't300', 'bad', 'last' -Because ($lines -join "`n")
        $lines | Should -Contain '   … 298 more tasks: 297 SUCCESS, 1 UPSTREAM_FAILED'
    }

    It 'shows the latest run of a job' {
        @(Show-DbxRun -JobId 7)[0] | Should -Match 'run 1004\b'
        @([pscustomobject]@{ JobId = 7 } | Show-DbxRun)[0] | Should -Match 'run 1004\b'
    }

    It 'separates several runs with an empty line' {
        $lines = @(1004, 1003 | Show-DbxRun)
        @($lines -match 'run 100[34]').Count | Should -Be 2
        $lines[[array]::IndexOf($lines, @($lines -match 'run 1003')[0]) - 1] | Should -Be ''
    }

    It 'reports a job without runs, and a run that does not exist, and continues' {
        $failure = Get-Failure { Show-DbxRun -JobId 8 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoRuns,*'
        "$failure" | Should -Be 'Job 8 has no runs.'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Start-DbxJobRun 8'
        $lines = @(6, 1004 | Show-DbxRun -ErrorAction SilentlyContinue -ErrorVariable problems)
        $problems | Should -HaveCount 1
        $lines[0] | Should -Match 'run 1004'
        { Show-DbxRun 6 -ErrorAction Stop } | Should -Throw
    }

    It 'never shows text of the service as it is' {
        $json = @"
{"run_id":9,"run_name":"a\u001b[31mb\u202e\n##vso[task.complete]","start_time":1000,"end_time":61000,
 "state":{"life_cycle_state":"TERMINATED","result_state":"S\u001b[2J"},
 "tasks":[{"task_key":"\u001b]0;x\u0007\n::error::",
 "start_time":1000,"end_time":61000,"state":{"life_cycle_state":"TERMINATED","result_state":"X\rY"}}]}
"@
        $run = [Databricks.Jobs.Models.Run]::FromJson($json)
        Invoke-WithEnvironment @{ TF_BUILD = 'True' } {
            $text = @($run | Show-DbxRun) -join "`n"
            $text | Should -Not -Match '[\x00-\x09\x0b-\x1f\x7f\u202e]'
            $text | Should -Not -Match '##vso\[|(?m)^::error::'
        }
    }

    It 'has an empty chart for a run without tasks or times' {
        @([Databricks.Jobs.Models.Run]::FromJson('{"run_id":3,"tasks":[],"state":{"life_cycle_state":"SKIPPED"}}') |
                Show-DbxRun)[0] | Should -Match 'Run  SKIPPED  run 3'
    }

    It 'colors by result in a window that shows colors, and not as text or with plain output' -Skip:(-not $PSStyle) {
        $window = New-Window 120
        $window.Host.ShowsColors = $true
        try {
            $lines = Invoke-InWindow $window {
                param($Run)
                $PSStyle.OutputRendering = 'Host'
                $Run | Show-DbxRun
                $Run | Show-DbxRun -AsText
                $PSStyle.OutputRendering = 'PlainText'
                $Run | Show-DbxRun
            } (Get-RepairedRun)
        }
        finally {
            Close-Window $window
        }
        $plain = $lines -replace $escape, '<ESC>'
        @($plain -match '↳ repair')[0] | Should -Match '<ESC>\[32m█'
        @($plain -match '↳ retry')[0] | Should -Match '<ESC>\[31m█'
        $first = [array]::IndexOf($plain, @($plain -match '^\+ nightly-etl')[0])
        $first | Should -BeGreaterThan 10
        $plain[$first..($plain.Count - 1)] -join '' | Should -Not -Match '<ESC>'
    }

    It 'draws a thousand tasks in under two seconds' {
        $tasks = foreach ($i in 0..999) {
            New-ChartTask "task_$i" $i ($i + 5) $(if ($i -ge 5) { "task_$($i - 5)" } else { @() }) -Setup 1
        }
        $run = New-ChartRun $tasks -To 1004
        $null = $run | Show-DbxRun
        (Measure-Command { $run | Show-DbxRun -Width 200 }).TotalSeconds | Should -BeLessThan 2
    }
}
