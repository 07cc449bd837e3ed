BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
}

Describe 'Stop-DbxLocalWorkspace' {
    AfterEach {
        Stop-DbxLocalWorkspace
    }

    It 'frees the port' {
        $local = Start-DbxLocalWorkspace
        $local | Stop-DbxLocalWorkspace | Should -BeNullOrEmpty
        { Start-DbxLocalWorkspace $local.HostUri.Port -ErrorAction Stop } | Should -Not -Throw
    }

    It 'stops the one that it is given and no other' {
        $first = Start-DbxLocalWorkspace
        $second = Start-DbxLocalWorkspace
        Stop-DbxLocalWorkspace $first
        ($second | Connect-DbxWorkspace).UserName | Should -Not -BeNullOrEmpty
    }

    It 'stops all where none is named' {
        $null = Start-DbxLocalWorkspace
        $last = Start-DbxLocalWorkspace
        Stop-DbxLocalWorkspace
        { Start-DbxLocalWorkspace $last.HostUri.Port -ErrorAction Stop } | Should -Not -Throw
    }

    It 'ends the connection to it' {
        $local = Start-DbxLocalWorkspace
        $null = $local | Connect-DbxWorkspace
        $local | Stop-DbxLocalWorkspace
        (Get-Failure { Get-DbxJob }).FullyQualifiedErrorId | Should -BeLike 'NoCredentials,*'
    }

    It 'can be repeated' {
        $local = Start-DbxLocalWorkspace
        $local | Stop-DbxLocalWorkspace
        { $local | Stop-DbxLocalWorkspace -ErrorAction Stop } | Should -Not -Throw
    }

    It 'stops nothing with -WhatIf' {
        $local = Start-DbxLocalWorkspace
        $local | Stop-DbxLocalWorkspace -WhatIf
        ($local | Connect-DbxWorkspace).UserName | Should -Not -BeNullOrEmpty
    }

    It 'happens by itself when the module is removed' {
        $result = Invoke-FreshPowerShell {
            $local = Start-DbxLocalWorkspace
            Remove-Module Databricks.Jobs
            $probe = [System.Net.Sockets.TcpClient]::new()
            try { $probe.Connect('localhost', $local.HostUri.Port); 'open' } catch { 'closed' }
        }
        $result.Output.Trim() | Should -Be 'closed'
    }
}
