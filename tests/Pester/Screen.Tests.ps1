# Text of the service on a screen: whatever a job, a run or a task is called or says, a terminal and a build agent must
# not obey it, and it must not pass for something else. Properties keep the text as it is.

BeforeDiscovery {
    # Every place where a cmdlet shows text of the service. Each gives what a user would see.
    $places = @(
        @{ What = 'the table of jobs'; Show = { Get-DbxJob | Out-String } }
        @{ What = 'the list of a job'; Show = { Get-DbxJob $job.JobId | Format-List | Out-String } }
        @{ What = 'the settings of a job'; Show = { (Get-DbxJob $job.JobId).Settings | Out-String } }
        @{ What = 'the tasks of a job'; Show = { (Get-DbxJob $job.JobId).Settings.Tasks | Out-String } }
        @{ What = 'the parameters of a job'; Show = { (Get-DbxJob $job.JobId).Settings.Parameters | Out-String } }
        @{ What = 'an object without a view'
            Show = { (Get-DbxJob $job.JobId).Settings.EmailNotifications | Out-String } }
        @{ What = 'the table of runs'; Show = { Get-DbxRun | Out-String } }
        @{ What = 'the list of a run'; Show = { $run | Format-List | Out-String } }
        @{ What = 'the state of a run'; Show = { $run.State, $run.Status.TerminationDetails | Out-String } }
        @{ What = 'the parameters of a run'; Show = { $run.JobParameters | Out-String } }
        @{ What = 'the tasks of a run'; Show = { $run.Tasks | Format-Table | Out-String } }
        @{ What = 'the list of a task'; Show = { $run.Tasks | Format-List | Out-String } }
        @{ What = 'the table of outputs'; Show = { $run | Get-DbxRunOutput | Out-String } }
        @{ What = 'the list of outputs'; Show = { $run | Get-DbxRunOutput | Format-List | Out-String } }
        @{ What = 'an output of the API'; Show = { ($run | Get-DbxRunOutput).Output | Out-String } }
        @{ What = 'a list of objects of several types'
            Show = { $run, $job, $run.State, $job.Settings, $run.Tasks[0] | Format-List | Out-String } }
        @{ What = 'objects of several types'; Show = { $run, $job, $run.State, $job.Settings | Out-String } }
        @{ What = 'objects in strings'; Show = { "$job $run $($run.Tasks) $($run.State)" } }
        @{ What = 'an error'; Show = { $job | Start-DbxJobRun -Wait -ErrorAction Continue 2>&1 | Out-String } }
        @{ What = 'the message of an exception'
            Show = { try { $job | Start-DbxJobRun -Wait -ErrorAction Stop } catch { $_.Exception.Message } } }
        @{ What = 'the recommendation of an error'
            Show = { (Get-Failure { $job | Start-DbxJobRun -Wait }).ErrorDetails.RecommendedAction } }
        @{ What = 'an error of the service'
            Show = {
                Add-TestFault $local @{ Kind = 'Status'; Status = 400; Message = $nasty }
                Get-DbxJob $job.JobId -ErrorAction Continue 2>&1 | Out-String
            } }
        @{ What = 'warnings, verbose lines and debug messages'
            Show = {
                Add-TestFault $local @{ Kind = 'Status'; Status = 400; Message = $nasty }
                Get-DbxJob $job.JobId -Debug -ErrorAction Continue *>&1 | Out-String
                Suspend-DbxJob $job.JobId -Verbose *>&1 | Out-String
            } }
        @{ What = 'the choices and tool tips of completion'
            Show = {
                $line = 'Get-DbxJob -JobId '
                (TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object { $_.ListItemText, $_.ToolTip }
                $line = 'Get-DbxRun -JobName '
                (TabExpansion2 $line $line.Length).CompletionMatches |
                    ForEach-Object { $_.CompletionText, $_.ListItemText, $_.ToolTip }
            } }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    Import-Module "$PSScriptRoot/RawServer.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }

    $escape = [char] 27
    $bell = [char] 7
    # Colors a word, overwrites the line, moves the cursor, writes the clipboard, links elsewhere, rings, reverses the
    # direction, hides letters, and uses the C1 form of an escape sequence.
    $nasty = "a$escape[32mSUCCESS$escape[0m`rb$escape[2Kc$escape]52;c;ZXZpbA==$bell" +
    "d$escape]8;;http://evil.example/$escape\e$escape]8;;$escape\f" +
    "g$([char] 0x202E)h$([char] 0x2066)i$([char] 0x200B)j$([char] 0xFEFF)k$([char] 0x9B)31ml$([char] 0x08)m"
    $unsafe = '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}-[\n\t]]'

    $job = New-DbxJob @{
        name = $nasty
        description = $nasty
        tags = @{ team = $nasty }
        parameters = @{ name = 'p'; default = $nasty }
        email_notifications = @{ on_failure = @($nasty) }
        tasks = @{ task_key = 'only'; description = $nasty; notebook_task = @{ notebook_path = $nasty } }
    }
    Set-DbxLocalTask only -Result FAILED -ErrorMessage $nasty -ErrorTrace "first`n$nasty" -Logs $nasty
    $run = $job | Start-DbxJobRun -Wait -ErrorAction Ignore
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Text of the service' {
    BeforeEach {
        if ($PSVersionTable.PSVersion.Major -ge 7) {
            $rendering = $PSStyle.OutputRendering
            $PSStyle.OutputRendering = 'Host'
        }
    }

    AfterEach {
        if ($PSVersionTable.PSVersion.Major -ge 7) {
            $PSStyle.OutputRendering = $rendering
        }
        (Get-LocalServer $local).ClearFaults()
    }

    It 'cannot control a terminal in <What>' -ForEach $places {
        $shown = ((& $Show) -join "`n") -replace "`r`n", "`n"
        $shown | Should -Not -BeNullOrEmpty
        # The colors of the shell itself.
        $shown = $shown -replace "$escape\[[0-9;]*m(?!SUCCESS$escape\[0mb)"
        [regex]::Matches($shown, $unsafe) | ForEach-Object { 'U+{0:X4}' -f [int] $_.Value[0] } | Should -BeNullOrEmpty
    }

    It 'is shown with its characters as codes' {
        Get-DbxJob $job.JobId | Format-List | Out-String -Width 1000 |
            Should -Match ([regex]::Escape('Name        : a\u001b[32mSUCCESS\u001b[0m'))
        $run | Get-DbxRunOutput | Format-List | Out-String -Width 1000 |
            Should -Match '(?m)^ErrorTrace +: first\r?\n +a\\u001b\[32mSUCCESS'
    }

    It 'is as it was in the properties' {
        $whole = Get-DbxJob $job.JobId
        $whole.Settings.Name | Should -BeExactly $nasty
        $whole.Settings.Tags['team'] | Should -BeExactly $nasty
        ($run | Get-DbxRunOutput).Error | Should -BeExactly $nasty
        $run.RunName | Should -BeExactly $nasty
    }

    It 'cannot pass a failed run off as a success' {
        $shown = $run | Out-String
        $shown | Should -Match 'FAILED'
        $shown | Should -Not -Match ([regex]::Escape("$escape[32mSUCCESS"))
    }

    It 'completes to a line that names the job and that a terminal can show' {
        $line = 'Get-DbxJob -Name '
        $written = @((TabExpansion2 $line $line.Length).CompletionMatches.CompletionText)
        $written | Should -HaveCount 1
        $written[0] | Should -Not -Match $unsafe
        Invoke-Expression $written[0] | Should -BeExactly $nasty
    }

    It 'cannot control a terminal in a request id' {
        $server = Start-RawServer @{ jobs = @{ Head = "x-request-id: a$escape[31mb`r`n"; Body = '{}' } }
        try {
            $connection = Connect-DbxWorkspace $server.Address 'dapi-screen-test' -SkipVerification
            $lines = Get-DbxJob 1 -Workspace $connection -Verbose *>&1 | Out-String
            $lines | Should -Match 'jobs/get'
            $lines -replace "$escape\[[0-9;]*m(?!b)" | Should -Not -Match $escape
        } finally {
            $server.Stop()
            $null = $local | Connect-DbxWorkspace
        }
    }

    It 'cannot control a terminal in progress' {
        $shell = [powershell]::Create()
        try {
            $manifest = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1'
            $null = $shell.AddScript({
                    param($manifest, $connection, $jobId)
                    Import-Module $manifest
                    Start-DbxJobRun $jobId -Wait -Workspace $connection
                }).AddArgument($manifest).AddArgument((Get-DbxWorkspace)).AddArgument($job.JobId).Invoke()
            $shell.Streams.Progress.Activity -join '' | Should -Match 'SUCCESS'
            $shell.Streams.Progress | ForEach-Object { $_.Activity, $_.StatusDescription, $_.CurrentOperation } |
                Should -Not -Match $unsafe
        } finally {
            $shell.Dispose()
        }
    }

    It 'cannot control a terminal in prompts and -WhatIf' {
        $result = Invoke-FreshPowerShell {
            $null = Start-DbxLocalWorkspace -Speed 100000 | Connect-DbxWorkspace
            $job = New-DbxJob @{
                name = "a$([char] 27)[32mSUCCESS`rb$([char] 0x202E)"
                schedule = @{ quartz_cron_expression = '0 0 1 * * ?'; timezone_id = 'UTC' }
                tasks = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } }
            }
            Suspend-DbxJob $job.JobId -WhatIf
            Copy-DbxJob $job.JobId -WhatIf
        }
        $result.Output | Should -Match ([regex]::Escape('a\u001b[32mSUCCESS'))
        $result.Output -replace "`r`n", "`n" | Should -Not -Match $unsafe
    }
}

Describe 'Text of the service in the log of a pipeline' {
    BeforeAll {
        $commands = '##vso[task.setvariable variable=x]y', '##VSO[task.complete result=Succeeded;]', '##[error]x',
        '::set-output name=x::y', '::add-mask::y', '::stop-commands::token', "##teamcity[buildStatus status='SUCCESS']"
        $text = $commands -join "`n"
        Set-DbxLocalTask logged -Result FAILED -ErrorMessage $text -Logs $text -ErrorTrace $text
        $logged = New-DbxJob @{
            name = $commands -join ' '
            tasks = @{ task_key = 'logged'; spark_python_task = @{ python_file = '/a.py' } }
        }
        $loggedRun = $logged | Start-DbxJobRun -Wait -ErrorAction Ignore
        # What the agents look for: Azure Pipelines and TeamCity anywhere, GitHub Actions at the start of a line.
        $obeyed = '(?mi)##vso\[|##\[|##teamcity\[|^\s*::[a-z-]+( .*)?::'

        function Get-Log {
            $loggedRun, $logged | Format-List | Out-String -Width 60
            Get-DbxJob $logged.JobId | Out-String -Width 60
            $loggedRun | Get-DbxRunOutput | Format-List | Out-String
            $loggedRun | Get-DbxRunOutput | Format-Table | Out-String -Width 50
            $logged | Start-DbxJobRun -Wait -PipelineLog None -Verbose -ErrorAction Continue *>&1 | Out-String
        }
    }

    It 'is not a command to the agent: <Name>' -ForEach @(
        @{ Name = 'TF_BUILD' }, @{ Name = 'GITHUB_ACTIONS' }, @{ Name = 'TEAMCITY_VERSION' }, @{ Name = 'CI' }
    ) {
        $log = Invoke-WithEnvironment @{ $Name = 'True' } { Get-Log }
        $log | Should -Not -Match $obeyed
        "$log" | Should -Match '# #vso\[task\.setvariable'
        "$log" | Should -Match ': :set-output name=x::y'
    }

    It 'is as it was elsewhere, and in the properties' {
        $none = @{ TF_BUILD = $null; GITHUB_ACTIONS = $null; TEAMCITY_VERSION = $null; CI = $null }
        "$(Invoke-WithEnvironment $none { Get-Log })" | Should -Match '##vso\[task\.setvariable'
        Invoke-WithEnvironment @{ TF_BUILD = 'True' } { ($loggedRun | Get-DbxRunOutput).Logs } |
            Should -BeExactly $text
    }
}
