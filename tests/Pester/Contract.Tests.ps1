# What every cmdlet promises, read from the cmdlets themselves, so that a new one is held to it from its first day.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $changing = 'Add', 'Clear', 'Copy', 'Export', 'Grant', 'Import', 'Invoke', 'New', 'Open', 'Remove', 'Repair',
    'Resume', 'Revoke', 'Set', 'Start', 'Stop', 'Suspend', 'Update'
    # These make objects and send nothing.
    $builders = 'New-DbxTask', 'New-DbxJobCluster', 'New-DbxSchedule'
    $all = Get-Command -Module Databricks.Jobs -CommandType Cmdlet | ForEach-Object {
        # Test-DbxJob changes files with -Fix.
        $changes = $_.Name -eq 'Test-DbxJob' -or ($_.Verb -in $changing -and $_.Name -notin $builders)
        @{ Name = $_.Name; Verb = $_.Verb; Changes = $changes }
    }
    # It sends nothing at all; its own tests show that -WhatIf changes no file.
    $changers = $all | Where-Object { $_.Changes -and $_.Name -ne 'Test-DbxJob' }
    $inputs = Get-Command -Module Databricks.Jobs -CommandType Cmdlet | ForEach-Object {
        $command = $_
        $command.Parameters.Values | Where-Object {
            $_.Attributes.Where{ $_ -is [Databricks.Jobs.PowerShell.Binding.InputTransformationAttribute] }
        } | ForEach-Object { @{ Name = $command.Name; Parameter = $_.Name } }
    }
    $listers = @{ Name = 'Get-DbxJob' }, @{ Name = 'Get-DbxRun' }
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace @{ Speed = 100000 }
    $job = Add-TestJob
    $run = $job | Start-DbxJobRun -Wait

    function Get-OwnParameter {
        param([System.Management.Automation.CommandInfo] $Command)

        $common = [System.Management.Automation.Cmdlet]::CommonParameters +
        [System.Management.Automation.Cmdlet]::OptionalCommonParameters + 'First', 'Skip', 'IncludeTotalCount'
        $Command.Parameters.Values | Where-Object Name -NotIn $common
    }

    # A value for each parameter that must be given, so that any command can be called without knowing it.
    function Get-NeededArgument {
        param(
            [System.Management.Automation.CommandInfo] $Command,
            [string] $ParameterSet = $Command.DefaultParameterSet
        )

        $known = @{
            JobId = $job.JobId
            RunId = $run.RunId
            TaskKey = 'only'
            Settings = @{ name = 'x' }
            Name = 'x'
            LocalWorkspace = $local
            Permission = @{ user_name = 'ada'; permission_level = 'CAN_VIEW' }
            PermissionLevel = 'CAN_VIEW'
            PowerBiModel = @{ model_name = 'x' }
            ForEach = 1, 2
            Do = @{ task_key = 'x'; notebook_task = @{ notebook_path = '/x' } }
        }
        $needed = @{}
        foreach ($parameter in Get-OwnParameter $Command) {
            $set = $parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ParameterAttribute] } |
                Where-Object {
                    $_.ParameterSetName -in $ParameterSet, '__AllParameterSets' -and $_.Mandatory
                }
            if ($set) {
                $needed[$parameter.Name] = if ($known.ContainsKey($parameter.Name)) {
                    $known[$parameter.Name]
                } elseif ($parameter.ParameterType -in [string], [string[]]) {
                    'x'
                } else {
                    throw "$($Command.Name) wants -$($parameter.Name); say in Contract.Tests.ps1 what to give it."
                }
            }
        }
        if ($Command.Name -in 'New-DbxJob', 'Update-DbxJob') {
            $needed.Name = 'x'
            $needed.Task = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } }
        }
        if ($Command.Name -eq 'Start-DbxRun') {
            $needed.Task = @{ task_key = 'a'; notebook_task = @{ notebook_path = '/a' } }
        }
        if ($Command.Name -in 'Grant-DbxJobPermission', 'Revoke-DbxJobPermission') {
            $needed.User = 'ada'
        }
        if ($Command.Name -eq 'Compare-DbxJob') {
            $needed.ReferenceObject = 'x'
        }
        if ($Command.Name -eq 'Export-DbxJob') {
            $needed.JobId = $job.JobId
            $needed.Path = Join-Path $TestDrive exported
        }
        if ($Command.Name -eq 'Import-DbxJob') {
            $needed.Path = Join-Path $TestDrive imported.json
            Set-Content $needed.Path '{ "name": "imported", "tasks": [] }'
        }
        if ($Command.Name -eq 'Set-DbxJob') {
            $needed.Settings = @{ name = 'x'; tasks = @() }
        }
        $needed
    }
}

AfterAll {
    Stop-TestWorkspace $local
    Stop-DbxLocalWorkspace
}

Describe 'The contract of <Name>' -ForEach $all {
    BeforeAll {
        $command = Get-Command $Name
    }

    It 'has an approved verb' {
        $Verb | Should -BeIn (Get-Verb).Verb
    }

    It 'says what it gives, with types that there are' {
        $command.OutputType | Should -Not -BeNullOrEmpty
        $command.OutputType | Where-Object Name -NE 'System.Void' | ForEach-Object { $_.Type | Should -Not -Be $null }
    }

    It 'says where its help is' {
        $command.HelpUri | Should -Match "^https://.+/$Name(\.md)?$"
    }

    It 'has a message for each of its parameters, in each set' {
        foreach ($parameter in Get-OwnParameter $command) {
            $parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ParameterAttribute] } |
                ForEach-Object { $_.HelpMessage | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) needs one" }
        }
    }

    It 'has parameter names in the singular and in words' {
        $plural = 'Settings', 'TimeoutSeconds', 'DurationSeconds', 'SetupSeconds', 'FailTimes', 'Logs', 'ExpandTasks',
        'MaxConcurrentRuns', 'IncludeDependentTasks', 'IncludeIterations', 'IncludeResolvedValues', 'Continuous',
        'AcceptSuccessWithFailures', 'UseJobDefaults', 'RunTimeoutSeconds', 'MinRetryIntervalSeconds', 'MaxRetries',
        'NumWorkers', 'MinWorkers', 'MaxWorkers', 'Do', 'Op'
        foreach ($parameter in Get-OwnParameter $command | Where-Object Name -NotIn $plural) {
            $parameter.Name | Should -CMatch '^[A-Z][A-Za-z]+[^s]$|ss$|As$|Address$'
        }
    }

    It 'supports -WhatIf exactly if it changes something' {
        $command.Parameters.ContainsKey('WhatIf') | Should -Be $Changes
    }

    It 'has no position beyond the second' {
        foreach ($set in $command.ParameterSets) {
            $positions = $set.Parameters.Position | Where-Object { $_ -ge 0 }
            @($positions).Count | Should -BeLessOrEqual 2
        }
    }
}

Describe '<Name> -WhatIf' -ForEach $changers {
    BeforeAll {
        $arguments = Get-NeededArgument (Get-Command $Name)
    }

    It 'sends no request that changes anything' {
        (Get-LocalServer $local).ClearRequests()
        & $Name @arguments -WhatIf
        # The service can be asked to tell what it would do.
        Get-TestRequest $local | Where-Object { $_.Method -ne 'GET' -and $_.Body -notmatch '"validate_only":true' } |
            Should -BeNullOrEmpty
    }
}

Describe 'The errors of <Name>' -ForEach (
    $all | Where-Object { $_.Name -match 'Dbx(Job|Run)' -and $_.Name -notin $builders }
) {
    BeforeAll {
        $arguments = Get-NeededArgument (Get-Command $Name)
        foreach ($id in 'JobId', 'RunId') {
            if ($arguments.ContainsKey($id)) {
                $arguments[$id] = 4711
            }
        }
        if ((Get-Command $Name).Parameters.ContainsKey('Confirm')) {
            $arguments.Confirm = $false
        }
    }

    BeforeEach {
        Add-TestFault $local @{ Kind = 'Status'; Status = 400; Message = 'Refused.'; Times = -1 }
    }

    AfterEach {
        Clear-TestWorkspace $local
    }

    It 'are silenced by -ErrorAction Ignore and kept by -ErrorVariable' {
        $Error.Clear()
        & $Name @arguments -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure | Should -HaveCount 1
        & $Name @arguments -ErrorAction Ignore | Should -BeNullOrEmpty
        $Error | Should -HaveCount 1
    }

    It 'end a script with -ErrorAction Stop' {
        { & $Name @arguments -ErrorAction Stop } | Should -Throw
    }

    It 'have an id, a category, an action and nothing of the engine' {
        $failure = Get-Failure { & $Name @arguments }
        $failure.FullyQualifiedErrorId | Should -Match '^[A-Z][A-Za-z]+,Databricks\.Jobs\.PowerShell\.Commands\.'
        $failure.CategoryInfo.Category | Should -Not -Be 'NotSpecified'
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $failure.ToString() | Should -Not -Match 'Exception|   at '
    }
}

Describe 'The error of invalid input for <Name> -<Parameter>' -ForEach $inputs {
    BeforeAll {
        $command = Get-Command $Name
        $set = $command.ParameterSets | Where-Object { $_.Parameters.Name -contains $Parameter } |
            Select-Object -First 1
        $arguments = Get-NeededArgument $command $set.Name
        # A field that no object has, and a value that no parameter of a job can have.
        $arguments[$Parameter] = @{ bad = @{ a = 1 } }
    }

    BeforeEach {
        (Get-LocalServer $local).ClearRequests()
    }

    AfterEach {
        Get-TestRequest $local | Should -BeNullOrEmpty
    }

    It 'is silenced by -ErrorAction and kept by -ErrorVariable' {
        & $Name @arguments -ErrorAction SilentlyContinue -ErrorVariable failure *>&1 | Should -BeNullOrEmpty
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -Match '^InvalidSettings,Databricks\.Jobs\.PowerShell\.Commands\.'
        $failure[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failure[0].TargetObject | Should -Be $Parameter
        $failure[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $failure[0].ToString() | Should -Match "^$Parameter\b.*\bbad: "
    }

    It 'ends a script with -ErrorAction Stop' {
        { & $Name @arguments -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidSettings,*'
    }
}

Describe '<Name> pages' -ForEach $listers {
    It 'supports -First and -Skip' {
        (Get-Command $Name).Parameters.Keys | Should -Contain 'First'
        (Get-Command $Name).Parameters.Keys | Should -Contain 'Skip'
    }

    It 'says with -IncludeTotalCount that the service does not count' {
        (& $Name -First 0 -IncludeTotalCount).Accuracy | Should -Be 0
    }

    It 'gives nothing for -First 0' {
        & $Name -First 0 | Should -BeNullOrEmpty
    }
}

Describe 'The chains of objects' {
    It 'go from job to run to output by property names alone' {
        (Add-TestJob | Start-DbxJobRun | Wait-DbxRun | Get-DbxRunOutput).TaskKey | Should -Be 'only'
    }

    It 'accept the names of the API as parameters: <Name> -<Alias>' -ForEach @(
        @{ Name = 'Get-DbxJob'; Alias = 'job_id' }
        @{ Name = 'Remove-DbxJob'; Alias = 'job_id' }
        @{ Name = 'Set-DbxJob'; Alias = 'job_id' }
        @{ Name = 'Update-DbxJob'; Alias = 'job_id' }
        @{ Name = 'Copy-DbxJob'; Alias = 'job_id' }
        @{ Name = 'Suspend-DbxJob'; Alias = 'job_id' }
        @{ Name = 'Resume-DbxJob'; Alias = 'job_id' }
        @{ Name = 'Get-DbxJobPermission'; Alias = 'job_id' }
        @{ Name = 'Set-DbxJobPermission'; Alias = 'job_id' }
        @{ Name = 'Grant-DbxJobPermission'; Alias = 'job_id' }
        @{ Name = 'Revoke-DbxJobPermission'; Alias = 'job_id' }
        @{ Name = 'Get-DbxJobPermissionLevel'; Alias = 'job_id' }
        @{ Name = 'Get-DbxJobCompliance'; Alias = 'job_id' }
        @{ Name = 'Open-DbxJob'; Alias = 'job_id' }
        @{ Name = 'Open-DbxRun'; Alias = 'run_id' }
        @{ Name = 'Repair-DbxJobCompliance'; Alias = 'job_id' }
        @{ Name = 'Start-DbxJobRun'; Alias = 'job_id' }
        @{ Name = 'Get-DbxRun'; Alias = 'run_id' }
        @{ Name = 'Get-DbxRun'; Alias = 'job_id' }
        @{ Name = 'Wait-DbxRun'; Alias = 'run_id' }
        @{ Name = 'Stop-DbxRun'; Alias = 'run_id' }
        @{ Name = 'Invoke-DbxRunRepair'; Alias = 'run_id' }
        @{ Name = 'Get-DbxRunOutput'; Alias = 'run_id' }
        @{ Name = 'Get-DbxRunOutput'; Alias = 'task_key' }
    ) {
        (Get-Command $Name).Parameters.Values.Aliases | Should -Contain $Alias
    }
}
