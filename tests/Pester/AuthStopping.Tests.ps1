# Ctrl+C while connecting and while a token is requested: the command ends immediately, and no other command does.

BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    # Loads the assembly of the server.
    Start-DbxLocalWorkspace | Stop-DbxLocalWorkspace
    $options = [Databricks.Jobs.LocalWorkspace.LocalWorkspaceOptions]::new()
    $clients = [System.Collections.Generic.Dictionary[string, string]]::new()
    $clients['client-1'] = 'secret-1'
    $options.Clients = $clients
    $server = [Databricks.Jobs.LocalWorkspace.LocalWorkspaceServer]::Start($options)
    $address = $server.Address.AbsoluteUri
    $manifest = Join-Path (Get-Module Databricks.Jobs).ModuleBase 'Databricks.Jobs.psd1'

    # The best of three, because a busy machine can delay any of them.
    function Get-StopTime {
        param([scriptblock] $ScriptBlock, [object[]] $Argument, [scriptblock] $Until)

        $best = [int]::MaxValue
        foreach ($attempt in 1..3) {
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddScript('param($manifest) Import-Module $manifest').AddArgument($manifest).Invoke()
                $shell.Commands.Clear()
                $null = $shell.AddScript("$ScriptBlock")
                $Argument | ForEach-Object { $null = $shell.AddArgument($_) }
                $running = $shell.BeginInvoke()
                Wait-Until $Until
                $running.IsCompleted | Should -BeFalse -Because 'it should wait'
                $watch = [System.Diagnostics.Stopwatch]::StartNew()
                $shell.EndStop($shell.BeginStop($null, $null))
                $best = [Math]::Min($best, $watch.ElapsedMilliseconds)
                $shell.InvocationStateInfo.State | Should -Be 'Stopped'
                $shell.Streams.Error | Should -BeNullOrEmpty
            } finally {
                $shell.Dispose()
            }
            if ($best -lt 500) {
                break
            }
        }
        $best
    }
}

AfterAll {
    Disconnect-DbxWorkspace
    $server.Dispose()
}

Describe 'Ctrl+C ends within half a second' {
    BeforeEach {
        $server.ClearFaults()
        $server.ClearRequests()
    }

    It 'a verification without a response' {
        $server.AddFault([Databricks.Jobs.LocalWorkspace.Fault]@{ Kind = 'Stall'; PathPattern = '*/Me'; Times = -1 })
        $hit = $server.Faults[0]
        Get-StopTime { param($Address, $Token) Connect-DbxWorkspace $Address $Token } $address, $server.Token {
            $hit.Hits -gt 0
        } | Should -BeLessThan 500
    }

    It 'the delays between attempts' {
        $server.AddFault([Databricks.Jobs.LocalWorkspace.Fault]@{
                Kind = 'Status'; Status = 503; PathPattern = '*/Me'; Times = -1
            })
        $hit = $server.Faults[0]
        Get-StopTime { param($Address, $Token) Connect-DbxWorkspace $Address $Token } $address, $server.Token {
            $hit.Hits -gt 0
        } | Should -BeLessThan 500
    }

    It 'a token request without a response' {
        $server.AddFault([Databricks.Jobs.LocalWorkspace.Fault]@{
                Kind = 'Stall'; PathPattern = '/oidc/v1/token'; Times = -1
            })
        $hit = $server.Faults[0]
        $connect = { param($Address) Connect-DbxWorkspace $Address -ClientId client-1 -ClientSecret secret-1 }
        Get-StopTime $connect $address { $hit.Hits -gt 0 } | Should -BeLessThan 500
    }

    It 'a program that does not end' {
        $program = Join-Path $TestDrive 'databricks'
        "#!/bin/sh`necho x > '$TestDrive/began'`nsleep 20`nexit 0`n$('#' * 1MB)" | Set-Content $program -NoNewline
        chmod +x $program
        Invoke-WithEnvironment @{ DATABRICKS_CLI_PATH = $program } {
            Get-StopTime { param($Address) Connect-DbxWorkspace $Address -DatabricksCli } $address {
                Test-Path (Join-Path $TestDrive 'began')
            } | Should -BeLessThan 500
        }
    } -Skip:($env:OS -eq 'Windows_NT')
}

Describe 'A token that several commands wait for' {
    It 'arrives for the others when one of them is stopped' {
        $server.ClearFaults()
        $connection = Connect-DbxWorkspace $address -ClientId client-1 -ClientSecret secret-1 -SkipVerification
        $server.ClearRequests()
        $server.AddFault([Databricks.Jobs.LocalWorkspace.Fault]@{
                Kind = 'Delay'; PathPattern = '/oidc/v1/token'; Delay = [timespan]::FromSeconds(3)
            })
        $hit = $server.Faults[0]
        $shells = 1..2 | ForEach-Object {
            $shell = [powershell]::Create()
            $script = 'param($manifest, $workspace) Import-Module $manifest; @(Get-DbxJob -Workspace $workspace).Count'
            $null = $shell.AddScript("$script; 'done'")
            $null = $shell.AddArgument($manifest).AddArgument($connection)
            @{ Shell = $shell; Running = $shell.BeginInvoke() }
        }
        try {
            Wait-Until { $hit.Hits -gt 0 }
            $shells[0].Shell.EndStop($shells[0].Shell.BeginStop($null, $null))
            $shells[1].Shell.EndInvoke($shells[1].Running)[-1] | Should -Be 'done'
            ($server.Requests | Where-Object Path -EQ '/oidc/v1/token') | Should -HaveCount 1
        } finally {
            $shells | ForEach-Object { $_.Shell.Dispose() }
        }
    }
}
