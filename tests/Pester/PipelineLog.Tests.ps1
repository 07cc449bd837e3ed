# Waits in the steps of Azure Pipelines and GitHub Actions: what the agents read of the output of a step, which runs in a
# process of its own.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    Import-Module "$PSScriptRoot/PipelineAgents.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $folder = New-Item -ItemType Directory (Join-Path $TestDrive agent)
    $job = Add-TestJob -Name nightly -Task load, clean, report -Chain
    $env:TEST_JOB = $job.JobId

    function Invoke-Step {
        param([string] $System, [scriptblock] $Script)

        Set-Content -LiteralPath "$folder/output", "$folder/summary" -Value '' -NoNewline
        $variables = @{ TF_BUILD = $null; GITHUB_ACTIONS = $null; CI = $null; GITHUB_OUTPUT = "$folder/output"
            GITHUB_STEP_SUMMARY = "$folder/summary"; AGENT_TEMPDIRECTORY = "$folder"
        }
        switch ($System) {
            AzureDevOps { $variables.TF_BUILD = 'True' }
            GitHub { $variables.GITHUB_ACTIONS = 'true' }
        }
        $connection = $local.GetEnvironmentVariables()
        foreach ($name in $connection.Keys) {
            $variables[$name] = $connection[$name]
        }
        Invoke-WithEnvironment $variables { Invoke-FreshPowerShell $Script }
    }
}

AfterAll {
    Remove-Item env:TEST_JOB
    Stop-TestWorkspace $local
}

Describe 'The agents of the tests' {
    # The fixtures of azure-pipelines-agent, LoggingCommandL0.cs.
    It 'read <Line> as the agent of Azure Pipelines does' -ForEach @(
        @{ Line = '##vso[area.event k1=v1;]msg'; Value = 'v1'; Data = 'msg' }
        @{ Line = '##vso[area.event]'; Value = $null; Data = '' }
        @{ Line = '##vso[area.event k1=%3B=%0D=%0A=%5D%AZP25;]%3B-%0D-%0A-%5D%AZP253B'
            Value = ";=`r=`n=]%"; Data = ";-`r-`n-]%3B"
        }
        @{ Line = '>>>   ##vso[area.event k1=v1;]msg'; Value = 'v1'; Data = 'msg' }
    ) {
        $command = @(Read-AzureCommand $Line)
        $command | Should -HaveCount 1
        $command.Command | Should -Be 'area.event'
        $command[0].PSObject.Properties['k1'].Value | Should -BeExactly $Value
        $command.Data | Should -BeExactly $Data
    }

    # The fixtures of actions/toolkit, command.test.ts.
    It 'read <Line> as the runner of GitHub Actions does' -ForEach @(
        @{ Line = '::some-command::'; Value = $null; Data = '' }
        @{ Line = '::some-command::percent %25 percent %25 cr %0D cr %0D lf %0A lf %0A'; Value = $null
            Data = "percent % percent % cr `r cr `r lf `n lf `n"
        }
        @{ Line = '::some-command::%2525 %2525 %250D %250D %250A %250A'; Value = $null
            Data = '%25 %25 %0D %0D %0A %0A'
        }
        @{ Line = '::some-command name=percent %25 cr %0D lf %0A colon %3A colon %3A comma %2C comma %2C::'
            Value = "percent % cr `r lf `n colon : colon : comma , comma ,"; Data = ''
        }
    ) {
        $command = @(Read-GitHubCommand $Line)
        $command | Should -HaveCount 1
        $command.Command | Should -Be 'some-command'
        $command[0].PSObject.Properties['name'].Value | Should -BeExactly $Value
        $command.Data | Should -BeExactly $Data
    }
}

Describe 'A step of Azure Pipelines' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'has a group, the progress, and objects only in the pipeline' {
        $step = Invoke-Step AzureDevOps {
            $run = Start-DbxJobRun $env:TEST_JOB -Wait
            "objects: $(@($run).Count) $($run.GetType().Name) $($run.State.ResultState)"
        }
        $step.ExitCode | Should -Be 0
        $step.Error | Should -BeNullOrEmpty
        $step.Output | Should -Match '(?m)^##\[group\]Run \d+ nightly\r?$'
        $step.Output | Should -Match '(?ms)^##\[group\].*^http\S+\r?$.*^load: SUCCESS after .*^##\[endgroup\]\r?$'
        $step.Output | Should -Match '(?m)^objects: 1 Run SUCCESS\r?$'
        $progress = @(Read-AzureCommand $step.Output | Where-Object Command -EQ task.setprogress)
        $progress[-1].value | Should -Be 100
        $progress.value | Should -Be ($progress.value | Sort-Object { [int] $_ } -Unique)
        Read-AzureCommand $step.Output | Where-Object Command -EQ task.logissue | Should -BeNullOrEmpty
    }

    It 'has one error for each failed task, outside of the group, and fails' {
        $wide = Add-TestJob -Name wide -Task one, two
        Set-DbxLocalTask one -ErrorMessage 'KeyError: 5% of [x]; gone' -DurationSeconds 1 -LocalWorkspace $local
        Set-DbxLocalTask two -ErrorMessage 'no such table' -DurationSeconds 100 -LocalWorkspace $local
        $env:TEST_JOB = $wide.JobId
        try {
            $step = Invoke-Step AzureDevOps {
                $ErrorActionPreference = 'Stop'
                $null = Start-DbxJobRun $env:TEST_JOB -Wait
                'not reached'
            }
        } finally {
            $env:TEST_JOB = $job.JobId
        }
        $step.ExitCode | Should -Be 1
        $step.Output | Should -Not -Match 'not reached'
        $issues = @(Read-AzureCommand $step.Output | Where-Object Command -EQ task.logissue)
        $issues | Should -HaveCount 2
        $issues.type | Select-Object -Unique | Should -Be 'error'
        $issues[0].Data | Should -Match 'Task one ended in FAILED: KeyError: 5% of \[x\]; gone\.'
        $issues[0].Data | Should -Match '(?m)repair the run: Invoke-DbxRunRepair \d+ -Wait$'
        $issues[1].Data | Should -Match 'two: FAILED: no such table$'
        $step.Output | Should -Match '(?s)##\[endgroup\].*##vso\[task\.logissue'
    }

    It 'sets the output variables, of failed runs too' {
        Set-DbxLocalTask clean -Result FAILED -LocalWorkspace $local
        $step = Invoke-Step AzureDevOps {
            $null = Start-DbxJobRun $env:TEST_JOB -Wait -ErrorAction SilentlyContinue -OutputVariable @{
                run_id = 'RunId'; result = 'Result'; odd = { "50%; [a]`nb" }
            }
        }
        $set = @{}
        Read-AzureCommand $step.Output | Where-Object Command -EQ task.setvariable | ForEach-Object {
            $_.isoutput | Should -Be 'true'
            $set[$_.variable] = $_.Data
        }
        $set.Keys | Should -HaveCount 3
        [long] $set.run_id | Should -BeGreaterThan 0
        $set.result | Should -Be 'FAILED'
        $set.odd | Should -BeExactly "50%; [a]`nb"
    }

    It 'shows several runs in one group' {
        $step = Invoke-Step AzureDevOps {
            $runs = Start-DbxJobRun $env:TEST_JOB | ForEach-Object { $_; Start-DbxJobRun $env:TEST_JOB }
            $null = $runs | Wait-DbxRun -OutputVariable RunId
        }
        $step.Output | Should -Match '(?m)^##\[group\]2 runs\r?$'
        ([regex]::Matches($step.Output, '(?m)^Run \d+ nightly: SUCCESS after ')).Count | Should -Be 2
        (Read-AzureCommand $step.Output | Where-Object variable -EQ RunId)[-1].Data | Should -Match '^\d+,\d+$'
    }
}

Describe 'A step of GitHub Actions' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'has a group and one error for each failed task' {
        Set-DbxLocalTask clean -ErrorMessage "50% gone: a, b`nsecond line" -LocalWorkspace $local
        $step = Invoke-Step GitHub { $null = Start-DbxJobRun $env:TEST_JOB -Wait -ErrorAction SilentlyContinue }
        $commands = @(Read-GitHubCommand $step.Output)
        $commands.Command | Should -Be 'group', 'endgroup', 'error'
        $commands[0].Data | Should -Match '^Run \d+ nightly$'
        $commands[2].title | Should -Match '^Run \d+ nightly: clean$'
        $commands[2].Data | Should -Match 'Task clean ended in FAILED: 50% gone: a, b\.'
        $commands[2].Data | Should -Match '(?m)^Tasks that did not run because of this: report\.$'
        $commands[2].Data | Should -Match '(?m)repair the run: Invoke-DbxRunRepair \d+ -Wait$'
    }

    It 'sets the output variables in its file, whatever their values' {
        $step = Invoke-Step GitHub {
            $null = Start-DbxJobRun $env:TEST_JOB -Wait -OutputVariable @{
                result = 'Result'; odd = { "a`nresult<<EOF`nEOF`nresult=x" }
            }
        }
        $step.Error | Should -BeNullOrEmpty
        $set = Read-GitHubOutput "$folder/output"
        $set.Keys | Sort-Object | Should -Be 'odd', 'result'
        $set.result | Should -Be 'SUCCESS'
        $set.odd | Should -BeExactly "a`nresult<<EOF`nEOF`nresult=x"
        [System.IO.File]::ReadAllBytes("$folder/output")[0] | Should -Not -Be 0xEF
    }

    It 'has a warning, and still the run, if the file of the runner is missing' {
        $step = Invoke-Step GitHub {
            $env:GITHUB_OUTPUT = ''
            (Start-DbxJobRun $env:TEST_JOB -Wait -OutputVariable RunId 3>&1 | Out-String -Stream) -match 'not set|SUCC'
        }
        $step.Output | Should -Match 'RunId was not set: The environment variable GITHUB_OUTPUT is not set'
        $step.Output | Should -Match 'SUCCESS'
    }
}

Describe 'Text of runs in the log of <System>' -ForEach @{ System = 'AzureDevOps' }, @{ System = 'GitHub' } {
    It 'is not taken for a command' {
        Clear-TestWorkspace $local
        $hostile = @(
            '##vso[task.setvariable variable=evil]1', '##vso[task.complete result=Succeeded;]', '::set-env name=x::y'
            '::error::evil', '  ::warning::evil', '##[error]evil', '::stop-commands::x', '##[add-path]evil'
            "`r::error::evil", "$([char] 0x2028)::error::evil", "$([char] 0x85)::error::evil"
            "$([char] 27)[31m##vso[task.logissue type=error]evil", "##$([char] 27)[0mvso[task.debug]evil"
            "a]##vso[task.debug]evil", "$([char] 0x202E)$([char] 0)::debug::evil", 'token dapi0123456789abcdef0123456789abcdef'
        )
        $text = $hostile -join "`n"
        $evil = New-DbxJob @{ name = $text; tasks = @(@{ task_key = 'one'; notebook_task = @{ notebook_path = '/a' } }) }
        $env:TEST_JOB = $evil.JobId
        try {
            foreach ($message in $hostile + $text + ('x' * 1MB)) {
                Set-DbxLocalTask one -ErrorMessage $message -LocalWorkspace $local
                $null = $evil | Start-DbxJobRun
            }
            $env:TEST_RUNS = (Get-DbxRun -JobId $evil.JobId).RunId -join ','
            $step = Invoke-Step $System {
                $env:TEST_RUNS -split ',' | ForEach-Object {
                    $run = Wait-DbxRun $_ -ErrorAction Continue -OutputVariable @{ name = 'RunName' } 2>&1
                    $run | Out-String
                }
            }
        } finally {
            $env:TEST_JOB = $job.JobId
            Remove-Item env:TEST_RUNS
        }
        $known = if ($System -eq 'GitHub') {
            (Read-GitHubCommand $step.Output).Command | Should -BeIn 'group', 'endgroup', 'error'
            Read-GitHubOutput "$folder/output" | ForEach-Object Keys | Should -Be 'name'
            'error'
        } else {
            $step.Output -split '\r?\n' -match '^\s*##\[' | Should -Match '^##\[(group|endgroup)\]'
            (Read-AzureCommand $step.Output).Command |
                Should -BeIn 'task.setprogress', 'task.logissue', 'task.setvariable', 'task.uploadsummary'
            (Read-AzureCommand $step.Output | Where-Object Command -EQ task.setvariable).variable | Should -BeIn 'name'
            'task.logissue'
        }
        $commands = if ($System -eq 'GitHub') { Read-GitHubCommand $step.Output } else { Read-AzureCommand $step.Output }
        $commands | Where-Object Command -EQ $known | Should -HaveCount ($hostile.Count + 2)
        $step.Output.Contains('dapi0123456789abcdef') | Should -BeFalse
        $step.Output.IndexOfAny([char[]] (0, 27)) | Should -Be -1
        # The value of an output variable is as it is, and not shown.
        $shown = $step.Output -split '\r?\n' -notmatch '^##vso\[task\.setvariable ' -join "`n"
        $shown.IndexOfAny([char[]] (0x202E, 0x2028)) | Should -Be -1
    }
}

Describe '-PipelineLog' {
    BeforeEach {
        Clear-TestWorkspace $local
    }

    It 'None turns the commands off' {
        $step = Invoke-Step AzureDevOps { $null = Start-DbxJobRun $env:TEST_JOB -Wait -PipelineLog None }
        $step.Output.Trim() | Should -BeNullOrEmpty
    }

    It '<_> works elsewhere' -ForEach 'AzureDevOps', 'GitHub' {
        $script = [scriptblock]::Create("`$null = Start-DbxJobRun `$env:TEST_JOB -Wait -PipelineLog $_")
        (Invoke-Step '' $script).Output | Should -Match 'group\W+Run \d+ nightly'
    }

    It 'is off elsewhere' {
        (Invoke-Step '' { $null = Start-DbxJobRun $env:TEST_JOB -Wait }).Output.Trim() | Should -BeNullOrEmpty
    }

    It 'applies to Wait-DbxRun, Invoke-DbxRunRepair, Start-DbxRun and Stop-DbxRun' {
        Set-DbxLocalTask clean -FailTimes 1 -Result FAILED -LocalWorkspace $local
        $lines = { param($work) & $work *>&1 | Out-String -Stream | Where-Object { $_ -match '^##\[group\]' } }
        $run = $job | Start-DbxJobRun -Wait -ErrorAction SilentlyContinue -PipelineLog None
        $log = @{ PipelineLog = 'AzureDevOps'; ErrorAction = 'SilentlyContinue' }
        & $lines { $run | Wait-DbxRun @log } | Should -HaveCount 1
        & $lines { $run | Invoke-DbxRunRepair -Wait @log } | Should -HaveCount 1
        & $lines { Start-DbxRun @{ run_name = 'r'; tasks = $job.Settings.Tasks } -Wait @log } | Should -HaveCount 1
        Set-DbxLocalTask load -DurationSeconds 1e9 -LocalWorkspace $local
        & $lines { $job | Start-DbxJobRun | Stop-DbxRun -Wait @log } | Should -HaveCount 1
    }
}

Describe '-OutputVariable' {
    It 'rejects <Value> before anything is sent' -ForEach @(
        @{ Value = @{ 'a b' = 'RunId' }; Message = "'a b' is not a valid name" }
        @{ Value = @{ a = 5 }; Message = "'a' is not a property of a run or a script block" }
        @{ Value = @(); Message = 'an empty list' }
        @{ Value = @{ a = 'RunIt' }; Message = "'RunIt' is not a property of a run" }
    ) {
        Clear-TestWorkspace $local
        { $job | Start-DbxJobRun -OutputVariable $Value -ErrorAction Stop } | Should -Throw "*$Message*"
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'is set without -Wait too' {
        $step = Invoke-Step GitHub { $null = Start-DbxJobRun $env:TEST_JOB -OutputVariable RunId }
        $step.Output.Trim() | Should -BeNullOrEmpty
        [long] (Read-GitHubOutput "$folder/output").RunId | Should -BeGreaterThan 0
    }

    It 'says in a verbose line what it would set elsewhere' {
        $verbose = $job | Start-DbxJobRun -OutputVariable @{ id = 'JobId' } -Verbose 4>&1
        "$verbose" | Should -Match "output variable id would be '$($job.JobId)'"
    }

    It 'completes the properties of a run' {
        $line = 'Start-DbxJobRun 1 -OutputVariable Run'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'RunId'
    }
}
