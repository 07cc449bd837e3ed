BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Disconnect-DbxWorkspace' {
    It 'ends the connection: the next command says how to get one' {
        $null = $local | Connect-DbxWorkspace
        Disconnect-DbxWorkspace
        $failure = Get-Failure { Get-DbxJob }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoCredentials,*'
        $failure.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'DATABRICKS_HOST'
    }

    It 'does nothing where nothing is connected' {
        Disconnect-DbxWorkspace
        { Disconnect-DbxWorkspace -ErrorAction Stop } | Should -Not -Throw
    }

    It 'gives nothing' {
        $null = $local | Connect-DbxWorkspace
        Disconnect-DbxWorkspace | Should -BeNullOrEmpty
    }

    It 'closes the connection for who still holds it, and a command says so' {
        $held = $local | Connect-DbxWorkspace
        Disconnect-DbxWorkspace
        $failure = Get-Failure { Get-DbxJob -Workspace $held }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ConnectionClosed,*'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Connect-DbxWorkspace'
    }
}
