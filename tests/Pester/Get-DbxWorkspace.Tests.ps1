BeforeAll {
    Import-Module "$PSScriptRoot/TestHelpers.psm1"
    $local = Start-TestWorkspace
}

AfterAll {
    Stop-TestWorkspace $local
}

Describe 'Get-DbxWorkspace' {
    It 'gives what Connect-DbxWorkspace gave' {
        $connection = $local | Connect-DbxWorkspace
        Get-DbxWorkspace | Should -Be $connection
    }

    It 'tells where, as whom, and how that was found out' {
        $connection = Get-DbxWorkspace
        $connection.Host | Should -Be $local.HostUri
        $connection.UserName | Should -Be (Get-LocalServer $local).UserName
        $connection.AuthenticationMethod | Should -Be 'pat'
        $connection.CredentialSource | Should -Not -BeNullOrEmpty
        $connection.ApiVersion | Should -Be '2.2'
    }

    It 'is an error with advice where there is none, and sends nothing' {
        Disconnect-DbxWorkspace
        (Get-LocalServer $local).ClearRequests()
        $failure = Get-Failure { Get-DbxWorkspace }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NoCredentials,*'
        $failure.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-TestRequest $local | Should -BeNullOrEmpty
    }
}
