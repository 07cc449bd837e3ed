BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
}

Describe 'Start-DbxLocalWorkspace' {
    AfterEach {
        Stop-DbxLocalWorkspace
    }

    It 'listens on loopback only, on a free port' {
        $local = Start-DbxLocalWorkspace
        $local.HostUri.Scheme | Should -Be 'http'
        $local.HostUri.IsLoopback | Should -BeTrue
        $local.HostUri.Port | Should -BeGreaterThan 0
    }

    It 'takes the port that it is told' {
        $first = Start-DbxLocalWorkspace
        $port = $first.HostUri.Port
        $first | Stop-DbxLocalWorkspace
        (Start-DbxLocalWorkspace $port).HostUri.Port | Should -Be $port
    }

    It 'says plainly that the port is in use' {
        $first = Start-DbxLocalWorkspace
        $failure = Get-Failure { Start-DbxLocalWorkspace -Port $first.HostUri.Port }
        $failure.FullyQualifiedErrorId |
            Should -Be 'LocalWorkspace,Databricks.Jobs.PowerShell.Commands.StartDbxLocalWorkspaceCommand'
        $failure.CategoryInfo.Category | Should -Be 'ResourceUnavailable'
        $failure.ToString() | Should -Match "Port $($first.HostUri.Port) cannot be used"
        $failure.ToString() | Should -Not -Match '\.\.'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'port'
    }

    It 'starts two that know nothing of each other' {
        $first = Start-DbxLocalWorkspace
        $second = Start-DbxLocalWorkspace
        $one = $first | Connect-DbxWorkspace
        $two = $second | Connect-DbxWorkspace
        $null = New-DbxJob @{ tasks = @() } -Name 'only here' -Workspace $one
        Get-DbxJob -Workspace $two | Should -BeNullOrEmpty
        (Get-DbxJob -Workspace $one).Settings.Name | Should -Be 'only here'
        Disconnect-DbxWorkspace
    }

    It 'has pages for a browser, with a key that is not the token' {
        $local = Start-DbxLocalWorkspace
        (Invoke-WebRequest $local.PageUri -UseBasicParsing).Content | Should -Match 'There are no runs'
        $address = $local.PageUri.AbsoluteUri
        $address | Should -Match '[?&]key=[0-9a-f]{32}$'
        $address | Should -Not -Match $local.GetEnvironmentVariables().DATABRICKS_TOKEN.Substring(6)
    }

    It 'lets time pass as fast as it is told' {
        (Start-DbxLocalWorkspace -Speed 250).Speed | Should -Be 250
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a speed of 0'; Parameter = @{ Speed = 0 } }
        @{ What = 'a negative port'; Parameter = @{ Port = -1 } }
        @{ What = 'a port beyond 65535'; Parameter = @{ Port = 70000 } }
    ) {
        (Get-Failure { Start-DbxLocalWorkspace @Parameter }).CategoryInfo.Category | Should -Be 'InvalidData'
    }

    It 'starts nothing with -WhatIf' {
        Start-DbxLocalWorkspace -WhatIf | Should -BeNullOrEmpty
    }

    It 'shows no token' {
        $local = Start-DbxLocalWorkspace
        $seen = ($local | Format-List * -Force | Out-String) + ($local | ConvertTo-Json) + "$local"
        $seen | Should -Not -Match ([regex]::Escape((Get-LocalServer $local).Token))
    }
}
